/** What the program offers, and what it says about it. */
export interface Published {
  readonly verbs: readonly { readonly verb: string }[];
  readonly readme: string;
  readonly stories: readonly string[];
}

/** Verbs that the README or every story forgets, as `VERB: where`. */
export function unmentioned({ verbs, readme, stories }: Published): readonly string[] {
  return verbs.flatMap(({ verb }) => [
    ...(says(readme, verb) ? [] : [`${verb}: not in README.md`]),
    ...(stories.some((story) => says(story, verb)) ? [] : [`${verb}: in no story`]),
  ]);
}

/** `pine-env VERB`, with options before the verb if there are any. */
function says(text: string, verb: string): boolean {
  return new RegExp(`pine-env(?: --?\\S+)* ${verb}(?![\\w-])`).test(text);
}
