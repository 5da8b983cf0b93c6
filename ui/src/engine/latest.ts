import { DroppedError } from "./engine";

/**
 * Asks one question at a time; of those that come meanwhile only the newest is asked. A question
 * that may be interrupted is not waited for: the engine leaves it when the newer one comes.
 */
export class Latest<Question, Answer> {
  #flying: { question: Question; number: number } | null = null;
  #next: Question | null = null;
  #asked = 0;
  #told = 0;

  constructor(
    private readonly ask: (question: Question) => Promise<Answer>,
    private readonly told: (answer: Answer, question: Question) => void,
    private readonly failed: (error: unknown, question: Question) => void,
    private readonly interruptible: (question: Question) => boolean = () => false,
  ) {}

  /** Ask, now or as soon as the question before is answered. */
  want(question: Question): void {
    if (this.#flying && !this.interruptible(this.#flying.question)) this.#next = question;
    else void this.#go(question);
  }

  get busy(): boolean {
    return this.#flying !== null;
  }

  async #go(question: Question): Promise<void> {
    this.#asked += 1;
    const number = this.#asked;
    this.#flying = { question, number };
    let tell = () => {};
    try {
      const answer = await this.ask(question);
      tell = () => this.told(answer, question);
    } catch (error) {
      const newest = number === this.#asked && this.#next === null;
      if (newest && !(error instanceof DroppedError)) tell = () => this.failed(error, question);
    }
    if (this.#flying?.number === number) {
      this.#flying = null;
      const next = this.#next;
      this.#next = null;
      if (next !== null) void this.#go(next);
    }
    if (number < this.#told) return;
    this.#told = number;
    tell();
  }
}
