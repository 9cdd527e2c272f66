/** Stand-ins for Temporal's types, as strict: JSON knows nothing of them, and only text makes one. */

/** A point in time, to the millisecond. */
export class Instant {
  readonly #milliseconds: number;

  private constructor(milliseconds: number) {
    this.#milliseconds = milliseconds;
  }

  static from(this: void, text: string): Instant {
    if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\dT.*Z$/.test(text))
      throw new RangeError(`${String(text)} is no instant`);
    return new Instant(Date.parse(text));
  }

  toString(): string {
    return new Date(this.#milliseconds).toISOString();
  }
}

/** A day of the calendar. */
export class PlainDate {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  static from(this: void, text: string): PlainDate {
    if (typeof text !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(text))
      throw new RangeError(`${String(text)} is no date`);
    return new PlainDate(text);
  }

  toString(): string {
    return this.#text;
  }
}
