/** What is said on stderr while something takes its time; never the answer. */
export interface Progress {
  /** What is being waited for: a unit and what it is to do. A terminal shows one line that lives, anything else a plain line a text. */
  say(text: string): void;
  /** Another text for the same wait: shown where a line can be redrawn, and nowhere else. */
  update(text: string): void;
  /** Takes the living line away; may be called again. */
  end(): void;
}
