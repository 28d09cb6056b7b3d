import kleur from 'kleur';

/** Colours by meaning; with colour off every one of them is the plain text. */
export interface Paint {
  live(text: string): string;
  safe(text: string): string;
  error(text: string): string;
  warning(text: string): string;
  faint(text: string): string;
  strong(text: string): string;
}

/** The paints; `colour` false for pipes, `NO_COLOR`, `--no-color` and `TERM=dumb`. */
export function paintWith(colour: boolean): Paint {
  const when = (paint: (text: string) => string) => (text: string) => (colour ? paint(text) : text);
  kleur.enabled = true;
  return {
    live: when((text) => kleur.bold().white().bgRed(text)),
    safe: when((text) => kleur.green(text)),
    error: when((text) => kleur.red(text)),
    warning: when((text) => kleur.yellow(text)),
    faint: when((text) => kleur.gray(text)),
    strong: when((text) => kleur.bold(text)),
  };
}

/** A profile's name in the voice of its tier: live is loud in letters too, since colour may be off. */
export function tierName(paint: Paint, name: string, tier: 'safe' | 'live'): string {
  return tier === 'live' ? paint.live(name.toUpperCase()) : paint.safe(name);
}
