import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText } from '../made-up-text.ts';

/** Hugging Face tokens of people and organisations. */
export const huggingFaceToken: LeakRule = {
  name: 'hugging-face-token',
  title: 'a Hugging Face token',
  anchors: ['hf_', 'api_org_'],
  foldsCase: false,
  before: 6,
  reach: 60,
  pattern:
    /(?:(?<![\w-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>(?:hf_|api_org_)[A-Za-z0-9]{30,40})(?![\w-])/dg,
  isReal: (secret) =>
    /[A-Z]/.test(secret) && looksRandom(secret.replace(/^(?:hf|api_org)_/, ''), 60),
  remedy: 'huggingface.co > Settings > Access tokens: invalidate and refresh it',
  ok: () => [`hf_${'x'.repeat(34)}`, 'hf_transformersmodelconfigurationloader', 'hf_[a-zA-Z]{34}'],
  ng: () => [`HF_TOKEN=hf_${madeUpText('hf', 34)}`, `login("api_org_${madeUpText('hf org', 34)}")`],
};
