import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Anthropic's keys of any kind: `sk-ant-`. */
export const anthropicKey: LeakRule = {
  name: 'anthropic-key',
  title: 'an Anthropic key',
  anchors: ['sk-ant-'],
  foldsCase: false,
  before: 6,
  reach: 220,
  pattern: /(?:(?<![\w-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>sk-ant-[\w-]{32,180})/dg,
  isReal: (secret) => looksRandom(secret.replace(/^sk-ant-(?:[a-z]+\d{2}-)?/, ''), 60),
  remedy: 'console.anthropic.com > API keys: delete the key',
  ok: () => ['sk-ant-your-key-here', `sk-ant-api03-${'x'.repeat(90)}`, 'sk-ant-api03-...'],
  ng: () => [
    `ANTHROPIC_API_KEY=sk-ant-api03-${madeUpText('anthropic a', 93, urlCharacters)}AA`,
    `x-api-key: sk-ant-admin01-${madeUpText('anthropic b', 93, urlCharacters)}AA`,
  ],
};
