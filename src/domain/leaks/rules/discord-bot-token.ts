import { digits } from '../../providers/spell.ts';
import { base64Of, base64Text } from '../base64-text.ts';
import type { LeakRule } from '../leak-rule.ts';
import { looksRandom } from '../made-up.ts';
import { madeUpText, urlCharacters } from '../made-up-text.ts';

/** Discord bot tokens: the bot's number in base64, a time and a signature, told by what takes them. */
export const discordBotToken: LeakRule = {
  name: 'discord-bot-token',
  title: 'a Discord bot token',
  anchors: ['discord', 'bot', 'token', '.run(', '.login('],
  foldsCase: true,
  before: 4,
  reach: 180,
  pattern:
    /(?:discord|bot|token|\.run\(|\.login\()[\w \t\]["'`:=>,(\\-]{0,40}?(?<![\w-])(?<secret>[MNO][\w-]{23,27}\.[\w-]{6}\.[\w-]{27,40})(?![\w-])/dgi,
  isReal: (secret) =>
    /^\d{16,20}$/.test(base64Text(secret.split('.')[0] ?? '')) ||
    (/^[MNO]/.test(secret) && looksRandom(secret, 110)),
  remedy: 'discord.com/developers > the application > Bot: reset the token',
  ok: () => [
    'DISCORD_TOKEN=your.bot.token',
    'token: Module.submodule_name.function_name',
    `bot.run("${'M'.repeat(24)}.xxxxxx.${'x'.repeat(27)}")`,
  ],
  ng: () => [
    `DISCORD_TOKEN=${token('a')}`,
    `bot.run("${token('b')}")`,
    `client.login('${token('c')}');`,
    `"Authorization": "Bot ${token('d')}"`,
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
