import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** OpenAI's keys, and those of the many who spell theirs alike: `sk-`, `sk-proj-`, `sk-svcacct-`, `sk-or-v1-`. */
export const openaiKey: LeakRule = {
  name: 'openai-key',
  title: 'an OpenAI-style key',
  anchors: ['sk-'],
  foldsCase: false,
  before: 6,
  reach: 260,
  pattern:
    /(?:(?<![\w.-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>sk-(?:(?:proj|svcacct|admin|None|service)-[\w-]{40,200}|(?:or-v1|lf|or)-[A-Za-z0-9-]{36,80}|[A-Za-z0-9]{32,64}))(?![\w-])/dg,
  isReal: (secret) => /\d/.test(secret) && looksRandom(secret.slice(3).replace(/^[a-z]+-/, ''), 60),
  remedy: 'platform.openai.com > API keys (or the page of whoever issued it): revoke the key',
  ok: () => [
    'sk-your-openai-api-key-goes-here-please-1',
    `sk-${'x'.repeat(48)}`,
    'sk-proj-...',
    'task-3f2a disk-usage',
    'class="sk-spinner-pulse-sk-circle-fade-dot-wrapper"',
  ],
  ng: () => [
    `OPENAI_API_KEY=sk-${madeUpText('openai a', 20)}${['T3Blbk', 'FJ'].join('')}${madeUpText('openai b', 20)}`,
    `OpenAI(api_key="sk-proj-${madeUpText('openai c', 120, urlCharacters)}")`,
    `"sk-or-v1-${madeUpText('openrouter', 64, '0123456789abcdef')}"`,
    `key: sk-${madeUpText('deepseek', 32, '0123456789abcdef')}`,
  ],
};
