import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Telegram bot tokens: the bot's number, a colon and 35 characters. */
export const telegramBotToken: LeakRule = {
  name: 'telegram-bot-token',
  title: 'a Telegram bot token',
  anchors: [':AA', '%3AAA', '%3aAA', '/bot', '%2Fbot'],
  foldsCase: false,
  before: 20,
  reach: 140,
  pattern:
    /(?:(?<![A-Za-z0-9])|(?<=\\[nrt])|(?:\/|%2F)bot)(?<secret>\d{8,10}(?::|%3[Aa])(?:AA|(?<=bot\d{8,10}(?::|%3[Aa])))[A-Za-z0-9_-]{33,35})(?![A-Za-z0-9_-])/dg,
  isReal: (secret) =>
    /[A-Z]/.test(secret) && /[a-z]/.test(secret) && looksRandom(secret.slice(-33), 60),
  remedy: 'Telegram > @BotFather > /revoke: the bot gets another token',
  ok: () => [
    '123456789:AAxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx',
    'bot<token>/sendMessage',
    '123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11',
  ],
  ng: () => [
    `TELEGRAM_TOKEN=${token('a')}`,
    `https://api.telegram.org/bot${token('b')}/sendMessage`,
    `Bot(token="${token('c')}")`,
    `https%3A%2F%2Fapi.telegram.org%2Fbot${token('d').replace(':', '%3A')}`,
  ],
};

function token(seed: string): string {
  const number = madeUpText(`telegram id ${seed}`, 10, '3456789');
  return [number, `AA${madeUpText(`telegram ${seed}`, 33, urlCharacters)}`].join(':');
}
