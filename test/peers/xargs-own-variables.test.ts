import { beforeAll, describe, expect, it } from 'vitest';
import { xargs } from '../../src/domain/loaders/xargs.ts';
import { disagreements, type Seen } from './against.ts';
import { missingIdiom, outside, seenByIdiom, withoutOutside } from './real-idiom.ts';

/** Every variable that the manual of bash 5.2 says means something to it, and some of the C library's. */
const names = `_ BASH BASHOPTS BASHPID BASH_ALIASES BASH_ARGC BASH_ARGV BASH_ARGV0 BASH_CMDS
  BASH_COMMAND BASH_COMPAT BASH_ENV BASH_EXECUTION_STRING BASH_LINENO BASH_LOADABLES_PATH
  BASH_REMATCH BASH_SOURCE BASH_SUBSHELL BASH_VERSINFO BASH_VERSION BASH_XTRACEFD CDPATH CHILD_MAX
  COLUMNS COMP_CWORD COMP_KEY COMP_LINE COMP_POINT COMP_TYPE COMP_WORDBREAKS COMP_WORDS COMPREPLY
  COPROC DIRSTACK EMACS ENV EPOCHREALTIME EPOCHSECONDS EUID EXECIGNORE FCEDIT FIGNORE FUNCNAME
  FUNCNEST GLOBIGNORE GROUPS HISTCMD HISTCONTROL HISTFILE HISTFILESIZE HISTIGNORE HISTSIZE
  HISTTIMEFORMAT HOME HOSTFILE HOSTNAME HOSTTYPE IFS IGNOREEOF INPUTRC INSIDE_EMACS LANG LANGUAGE
  LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_NUMERIC LC_TIME LINENO LINES LOGNAME MACHTYPE MAIL
  MAILCHECK MAILPATH MAPFILE OLDPWD OPTARG OPTERR OPTIND OSTYPE PIPESTATUS POSIXLY_CORRECT PPID
  PROMPT_COMMAND PROMPT_DIRTRIM PS0 PS1 PS2 PS3 PS4 PWD RANDOM READLINE_ARGUMENT READLINE_LINE
  READLINE_MARK READLINE_POINT REPLY SECONDS SHELL SHELLOPTS SHLVL SRANDOM TERM TEXTDOMAIN
  TEXTDOMAINDIR TIMEFORMAT TMOUT TMPDIR TZ UID USER auto_resume histchars ignoreeof`.split(/\s+/);

/** PATH is left out: with another one, there is nothing to look at the result with. */
const files = names
  .flatMap((name) => [`${name}=7x\nZ=1\n`, `Z=0 ${name}=5 Z=1\n`, `${name}\nZ=1\n`, `${name}+=7\n`])
  .map((text) => new TextEncoder().encode(text));

describe.skipIf(missingIdiom)(
  'the variables of bash (skipped: needs GNU bash, grep, xargs)',
  () => {
    const read = (bytes: Uint8Array) => withoutOutside(xargs.read(bytes, { outside }));
    const isForAll = (bytes: Uint8Array) => {
      const reading = read(bytes);
      return reading.kind === 'read' && reading.unsure.some(({ key }) => key === undefined);
    };
    const predicted = files.filter((bytes) => !isForAll(bytes));
    let seen: readonly Seen[];

    beforeAll(async () => {
      seen = await seenByIdiom(predicted);
    }, 60_000);

    it('are exported as the model says, or the model does not say', () => {
      console.info(`xargs: ${predicted.length} of ${files.length} files with variables of bash`);
      expect(disagreements(predicted, seen, read)).toEqual([]);
      expect(disagreements(predicted, seen, (bytes) => xargs.read(bytes))).toEqual([]);
    });

    it('are not all unsure', () => {
      const sure = predicted.filter((bytes) => {
        const reading = read(bytes);
        return reading.kind === 'read' && reading.unsure.length === 0;
      });
      expect(sure.length / files.length).toBeGreaterThan(0.5);
    });
  },
);
