/** What has been done, so that it can be undone. Steps of one gesture count as one. */
export class History<State> {
  #past: State[] = [];
  #future: State[] = [];
  #present: State;
  #rested: State;
  readonly #first: State;

  constructor(first: State) {
    this.#first = first;
    this.#present = first;
    this.#rested = first;
  }

  get present(): State {
    return this.#present;
  }

  /** Whether no gesture is under way. */
  get atRest(): boolean {
    return this.#present === this.#rested;
  }

  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  get canRedo(): boolean {
    return this.#future.length > 0;
  }

  get changed(): boolean {
    return this.#present !== this.#first;
  }

  /** A step within a gesture: shown, and not yet one to come back to. */
  passing(state: State): void {
    this.#present = state;
  }

  /** The end of a gesture. */
  rest(state: State): void {
    if (JSON.stringify(state) === JSON.stringify(this.#rested)) {
      this.#present = this.#rested;
      return;
    }
    this.#past.push(this.#rested);
    this.#future = [];
    this.#present = state;
    this.#rested = state;
  }

  undo(): void {
    const before = this.#past.pop();
    if (before === undefined) return;
    this.#future.push(this.#rested);
    this.#present = before;
    this.#rested = before;
  }

  redo(): void {
    const after = this.#future.pop();
    if (after === undefined) return;
    this.#past.push(this.#rested);
    this.#present = after;
    this.#rested = after;
  }

  /** Back to the first state, as a step that can be undone. */
  reset(): void {
    this.rest(this.#first);
  }
}
