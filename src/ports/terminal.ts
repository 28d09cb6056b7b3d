export interface Answered {
  readonly kind: 'answered';
  readonly text: string;
}

/** What came back from the terminal. */
export type Answer = Answered | { readonly kind: 'timeout' } | { readonly kind: 'closed' };

/** The controlling terminal (`/dev/tty`), never stdin. */
export interface Terminal {
  /** Undefined when the process has no controlling terminal. */
  open(): OpenTerminal | undefined;
}

export interface OpenTerminal {
  say(line: string): void;
  /** Throws away what was typed ahead, shows `prompt`, waits for one line. */
  ask(prompt: string, timeoutSeconds: number): Promise<Answer>;
  /** As `ask`, and what is typed or pasted is not shown. */
  askHidden(prompt: string, timeoutSeconds: number): Promise<Answer>;
  close(): void;
}
