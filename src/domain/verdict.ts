import { certain, namesOf, voicesOn } from './agreement.ts';
import type { View } from './checks/check.ts';
import { contentsOf } from './checks/opened.ts';
import { placeOf } from './checks/values.ts';
import { listed } from './listed.ts';
import { shownName } from './names.ts';
import { Secret } from './secret.ts';
import { shownValue } from './shown-value.ts';
import type { SeenSetting } from './worker/worker-view.ts';
import { sourceOf } from './worker-row.ts';
import { type Start, seenBy, startsOf } from './worker-starts.ts';

/** What the worker will do about a key, in one sentence; where loaders start unlike workers, one each. */
export function verdictOn(view: View, key: string): string {
  const starts = startsOf(view);
  if (contentsOf(view).length < view.files.length) return 'no worker: an env file cannot be read';
  if (starts.length === 0) return 'no worker starts: every declared loader refuses the env file';
  if (isUnsure(view, key)) return 'it cannot be told without running the file';
  const told = new Map<string, Start[]>();
  for (const start of starts) {
    const sentence = sentenceOn(view, start, key);
    told.set(sentence, [...(told.get(sentence) ?? []), start]);
  }
  if (told.size === 1) return [...told.keys()].join('');
  return [...told]
    .map(([sentence, group]) => `started by ${namesOf(group, starts)}: ${sentence}`)
    .join('; ');
}

function isUnsure(view: View, key: string): boolean {
  return contentsOf(view).some((content) => {
    const voices = voicesOn(content, view.profile.loaders, key);
    return voices.some(({ says }) => says.kind === 'unsure');
  });
}

function sentenceOn(view: View, start: Start, key: string): string {
  const seen = seenBy(start, key);
  if (seen === undefined) return plainSentence(view, start, key);
  if (seen.flag !== undefined) return switchSentence(view, seen);
  if (seen.from.kind === 'unclear') return `the ${seen.setting} cannot be told`;
  return seen.setting === 'order webhook'
    ? orderSentence(view, start, seen)
    : settingSentence(view, seen);
}

/** Where the orders go: the one question this program exists for. */
function orderSentence(view: View, start: Start, seen: SeenSetting): string {
  if (seen.value === undefined) return 'no order can be sent: the worker has no order webhook';
  const target = `${shown(view, seen)}${origin(view, seen)}`;
  const halted = seenBy(start, 'POLICY_KILLSWITCH')?.flag?.value === true;
  if (halted) return `no orders: the kill switch is on; without it they would go to ${target}`;
  return `orders will be sent to ${target}`;
}

function switchSentence(view: View, seen: SeenSetting): string {
  const { flag, from } = seen;
  if (from.kind === 'unclear') return 'kill switch: it cannot be told what the worker makes of it';
  if (flag?.value === true) {
    return `kill switch: reads as ON${origin(view, seen)}: the worker does not start, and sends nothing`;
  }
  const because = flag?.clear === true ? '' : `, because ${whyOff(view, seen)}`;
  return `kill switch: reads as OFF${origin(view, seen)}${because}: orders are sent`;
}

function whyOff(view: View, seen: SeenSetting): string {
  const { from, value } = seen;
  if (from.kind === 'nowhere') return 'nothing sets it';
  if (from.kind === 'config' && from.literal.length > 0) {
    return `nothing sets ${listed(from.literal.map(shownName))}, and the text stays as it is`;
  }
  const what = value === undefined ? undefined : inPlace(view, seen, value);
  return `${what ?? 'what it says'} is no plain yes or no`;
}

function settingSentence(view: View, seen: SeenSetting): string {
  if (seen.value === undefined) return `the worker has no ${seen.setting}`;
  return `the worker's ${seen.setting} is ${shown(view, seen)}${origin(view, seen)}`;
}

/** A key the worker's own settings do not know: all there is to say is what it would find. */
function plainSentence(view: View, start: Start, key: string): string {
  const value = start.environment.get(key);
  if (value === undefined) return 'the worker does not find it in its environment';
  const text = showIn(view, key, Secret.of(value));
  return `the worker finds ${text ?? 'a value'} in its environment`;
}

function shown(view: View, seen: SeenSetting): string {
  const { from, value } = seen;
  if (value === undefined) return 'nothing';
  if (from.kind === 'config' && from.literal.length > 0) {
    return `the bare text of a variable that nothing sets (${listed(from.literal.map(shownName))})`;
  }
  const text = inPlace(view, seen, value);
  if (text === undefined) return 'a value that may not be shown';
  return /^[0-9a-f]{8} /.test(text) ? `fingerprint ${text}` : text;
}

function inPlace(view: View, seen: SeenSetting, value: Secret): string | undefined {
  // A setting from the config stands in no line of an env file: its own text is its line.
  if (seen.from.kind === 'config') return shownValue(view.world.registry, seen.key, value, value);
  return showIn(view, seen.key, value);
}

function showIn(view: View, key: string, value: Secret): string | undefined {
  const placed = placeOf(view, key);
  const voice = certain(placed?.voices ?? []).find(
    ({ says }) => says.kind === 'value' && says.value.reveal() === value.reveal(),
  );
  if (placed === undefined || voice?.says.kind !== 'value') return undefined;
  return shownValue(view.world.registry, key, value, placed.content.line(voice.says.line));
}

/** Only what is not the env file is worth a word. */
function origin(view: View, seen: SeenSetting): string {
  const source = sourceOf(view, seen);
  return seen.from.kind === 'config' && !source.startsWith('the env file') ? ` by ${source}` : '';
}
