import { digits } from '../../providers/spell.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';
import { slash } from '../pattern-pieces.ts';

/** Discord webhooks, by id and token after `webhooks`, whatever the host and version (facts: public documentation). */
export const discordWebhook: LeakRule = {
  name: 'discord-webhook',
  title: 'a Discord webhook',
  anchors: ['webhooks'],
  foldsCase: true,
  before: 2,
  reach: 180,
  pattern: new RegExp(
    String.raw`webhooks${slash}{1,3}(?<secret>\d{16,20}${slash}{1,3}[\w-]{56,100})(?![\w-])`,
    'dgi',
  ),
  isReal: (secret) => looksRandom(secret.slice(-56), 64),
  remedy:
    'rotate it first: pine-env rotate NAME --profile PROFILE, or Discord > Server Settings > Integrations > Webhooks: create another, switch, delete; a DELETE to the URL itself also ends it',
  ok: () => [
    'https://discord.com/api/webhooks/.../...',
    'https://discord.com/api/webhooks/{id}/{token}',
    `https://discord.com/api/webhooks/123456789012345678/${'x'.repeat(68)}`,
    `https://discord.com/api/webhooks/${snowflake('a')}`,
    `https://discord.com/api/webhooks/${snowflake('a')}/your_webhook_token_goes_here`,
    `https://discord.com/api/webhooks/${snowflake('b')}/\${DISCORD_TOKEN}`,
    String.raw`/discord\.com\/api\/webhooks\/\d{17,20}\/[\w-]{60,80}/`,
  ],
  ng: () => [
    `https://discord.com/api/webhooks/${hook('a')}`,
    `https://discordapp.com/api/v10/webhooks/${hook('b')}/slack`,
    `https://canary.discord.com/api/webhooks/${hook('c')}?wait=true`,
    `"https:\\/\\/ptb.discord.com\\/api\\/webhooks\\/${hook('d').replace('/', '\\/')}"`,
    `/api/v9/webhooks/${hook('e')}/github`,
    `DISCORD_WEBHOOK_URL="https://discord.com/api/webhooks/${hook('f')}"`,
    `https%3A%2F%2Fdiscord.com%2Fapi%2Fwebhooks%2F${hook('g').replace('/', '%2F')}`,
  ],
};

function snowflake(seed: string): string {
  return `1${madeUpText(`discord id ${seed}`, 18, digits)}`;
}

function hook(seed: string): string {
  return [snowflake(seed), madeUpText(`discord ${seed}`, 68, urlCharacters)].join('/');
}
