const shown = '[secret]';

/** A credential's text: every way to print, serialise, clone or inspect it shows `[secret]` or nothing. */
export class Secret {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
    Object.freeze(this);
  }

  /** Wraps the text exactly as it is, blanks included. */
  static of(text: string): Secret {
    return new Secret(text);
  }

  /** True when there is no text at all; blanks count as text. */
  get isEmpty(): boolean {
    return this.#text === '';
  }

  /**
   * The text itself: the one door out. Only these may call it: fingerprinting, the comparison of
   * what loaders read, and whoever writes it into its own env file, its own child's environment or the
   * one request to its own provider.
   */
  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  valueOf(): string {
    return shown;
  }

  [Symbol.toPrimitive](): string {
    return shown;
  }

  // Node's name for "how util.inspect shows me", spelled out because domain/ imports nothing of Node.
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return shown;
  }
}
