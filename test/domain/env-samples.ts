import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import type { ProviderName } from '../../src/domain/providers/provider.ts';
import { seededBytes } from './seeded-bytes.ts';

/** A made-up credential, always the same for the same name. */
export function madeUp(provider: ProviderName, name: string): string {
  return demoValue(provider, seededBytes(name, demoByteCount));
}

export const values = {
  paperHook: madeUp('traderspost', 'paper hook'),
  liveHook: madeUp('traderspost', 'live hook'),
  paperData: madeUp('databento', 'paper data'),
  liveData: madeUp('databento', 'live data'),
  news: madeUp('discord', 'news'),
  liveNews: madeUp('discord', 'live news'),
  paperToken: madeUp('opaque', 'paper token'),
  liveToken: madeUp('opaque', 'live token'),
  stranger: madeUp('traderspost', 'nobody knows this hook'),
  strangeData: madeUp('databento', 'nobody knows this key'),
} as const;

type Lines = Readonly<Record<string, string | undefined>>;

/** The lines of an env file; a key that is `undefined` is left out. */
export function envText(lines: Lines): string {
  return Object.entries(lines)
    .flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}\n`]))
    .join('');
}

/** The sound paper file with these lines changed. */
export function paperText(change: Lines = {}): string {
  return envText({
    TRADERSPOST_WEBHOOK_URL: values.paperHook,
    DATABENTO_API_KEY: values.paperData,
    POLICY_KILLSWITCH: 'false',
    DISCORD_WEBHOOK_URL: values.news,
    TRADERSPOST_API_KEY: values.paperToken,
    ...change,
  });
}

/** The sound live file with these lines changed. */
export function liveText(change: Lines = {}): string {
  return paperText({
    TRADERSPOST_WEBHOOK_URL: values.liveHook,
    DATABENTO_API_KEY: values.liveData,
    TRADERSPOST_API_KEY: values.liveToken,
    ...change,
  });
}
