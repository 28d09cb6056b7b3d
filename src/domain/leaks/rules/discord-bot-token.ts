import { digits } from '../../providers/spell.ts';
import { base64Of, base64Text } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksMadeUp } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

// Base64 of three digits begins in only so many ways.
const beginnings = Array.from({ length: 90 }, (_, at) => base64Of(`${at + 10}0`).slice(0, 3));

/** Discord bot tokens: the bot's number in base64, a time and a signature; no word beside them is needed. */
export const discordBotToken: LeakRule = {
  name: 'discord-bot-token',
  title: 'a Discord bot token',
  anchors: [...new Set(beginnings)],
  foldsCase: false,
  before: 4,
  reach: 84,
  pattern:
    /(?:(?<![\w.-])|(?<=\\[nrt]|%[0-9A-F]{2}))(?<secret>[MNO][DTjz][AEIMQUYcgk][\w-]{20,25}\.[\w-]{6}\.[\w-]{27,40})(?![\w-])/dg,
  isReal: (secret) =>
    /^\d{16,20}$/.test(base64Text(secret.split('.')[0] ?? '')) && !looksMadeUp(secret.slice(-27)),
  remedy: 'discord.com/developers > the application > Bot: reset the token',
  ok: () => [
    'DISCORD_TOKEN=your.bot.token',
    'token: Module.submodule_name.function_name',
    `bot.run("${'M'.repeat(24)}.xxxxxx.${'x'.repeat(27)}")`,
    `${token('e').slice(0, 33)}${'x'.repeat(38)}`,
  ],
  ng: () => [
    `DISCORD_TOKEN=${token('a')}`,
    `bot.run("${token('b')}")`,
    `client.login('${token('c')}');`,
    `"Authorization": "Bot ${token('d')}"`,
    `note ${token('f')}`,
  ],
};

function token(seed: string): string {
  const id = base64Of(`1${madeUpText(`bot ${seed}`, 17, digits)}`);
  return [
    id,
    madeUpText(`bot time ${seed}`, 6),
    madeUpText(`bot sign ${seed}`, 38, urlCharacters),
  ].join('.');
}
