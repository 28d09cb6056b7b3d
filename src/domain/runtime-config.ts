/** Settings of the worker's runtime config that win over the environment. */
const overriding: readonly string[] = [
  'databento_api_key',
  'traderspost_webhook',
  'traderspost',
  'discord_webhook_url',
  'discord_webhook',
  'policy_killswitch',
  'killswitch',
];

/**
 * The overriding settings a runtime config's text may set. Told by the words alone, so it errs
 * towards yes: a comment counts, and an escape in which a name could hide counts as `escaped names`.
 */
export function overridesIn(text: string): readonly string[] {
  const words = new Set(text.match(/[A-Za-z_]+/g) ?? []);
  const named = overriding.filter((name) => words.has(name));
  return /\\[uUx]/.test(text) ? [...named, 'escaped names'] : named;
}
