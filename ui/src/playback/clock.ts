/** How many seconds pass in one. */
export const SPEEDS: readonly number[] = [1, 5, 10, 20, 60, 120];

const WATCHED_S = 40;

/** The clock of a playback: runs from one time to another, and can be set. */
export class Clock {
  #time_s: number;
  #running = false;

  constructor(
    readonly begins_s: number,
    readonly ends_s: number,
    /** Seconds that pass in one. */
    public speed: number = speedFor(ends_s - begins_s),
  ) {
    this.#time_s = begins_s;
  }

  get time_s(): number {
    return this.#time_s;
  }

  get running(): boolean {
    return this.#running;
  }

  /** Run; from the beginning where it stands at the end. */
  run(): void {
    if (this.#time_s >= this.ends_s) this.#time_s = this.begins_s;
    this.#running = true;
  }

  stop(): void {
    this.#running = false;
  }

  set(time_s: number): void {
    this.#time_s = Math.min(this.ends_s, Math.max(this.begins_s, time_s));
  }

  /** Let so many seconds of the watch pass; at the end it stops. */
  pass(seconds: number): void {
    if (!this.#running) return;
    this.set(this.#time_s + this.speed * seconds);
    if (this.#time_s >= this.ends_s) this.stop();
  }
}

/** The slowest speed at which all of it can be watched. */
export function speedFor(length_s: number): number {
  return SPEEDS.find((speed) => length_s / speed <= WATCHED_S) ?? SPEEDS[SPEEDS.length - 1] ?? 1;
}
