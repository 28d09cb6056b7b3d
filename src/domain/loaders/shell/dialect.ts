/** Where bash and dash differ beyond their code: names, and what an error costs. */
export interface Dialect {
  readonly isBash: boolean;
  /** Every command the shell does itself. */
  readonly builtins: ReadonlySet<string>;
  /** Builtins that change nothing, whatever they are given. */
  readonly harmless: ReadonlySet<string>;
  /** Builtins before which an assignment stays in force. */
  readonly keepsAssignments: ReadonlySet<string>;
  /** Words that begin a compound command, which is not followed. */
  readonly compound: ReadonlySet<string>;
  /** Variables that cannot be assigned. */
  readonly readOnly: ReadonlySet<string>;
  /** Variables of which the shell or the next program has its own idea, whatever is assigned. */
  readonly own: RegExp;
  /** Variables that calculate what they are assigned. */
  readonly numbers: RegExp;
  /** Variables whose assignment changes how the shell reads. */
  readonly modes: RegExp;
  /** Variables that may have a value without being in the environment. */
  readonly preset: RegExp;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));

/** Words that are a syntax error at the beginning of a command. */
export const misplaced = set('then else elif fi do done esac } in');

/** bash 5.2, not in POSIX mode. */
export const bash: Dialect = {
  isBash: true,
  builtins: set(
    '. : [ alias bg bind break builtin caller cd command compgen complete compopt continue declare ' +
      'dirs disown echo enable eval exec exit export false fc fg getopts hash help history jobs ' +
      'kill let local logout mapfile popd printf pushd pwd read readarray readonly return set ' +
      'shift shopt source suspend test times trap true type typeset ulimit umask unalias unset wait',
  ),
  harmless: set(': true false echo pwd type times'),
  keepsAssignments: new Set(),
  compound: set('if while until for case select function time coproc [[ {'),
  readOnly: set('UID EUID PPID SHELLOPTS BASHOPTS BASH_VERSINFO'),
  own: /^(?:_|SHLVL|SECONDS|S?RANDOM|LINENO|HISTCMD|GROUPS|DIRSTACK|FUNCNAME|PIPESTATUS|EPOCH\w*|COMP_\w+|BASH\w*|OPTIND|LINES|COLUMNS|HIST\w+|READLINE_\w+|MAPFILE|COPROC\w*|MAILCHECK|IGNOREEOF|ignoreeof)$/,
  numbers: /^(?:OPTIND|S?RANDOM|SECONDS|LINENO|HISTCMD|BASHPID|BASH_SUBSHELL|EPOCH\w*)$/,
  modes: /^(?:POSIXLY_CORRECT|POSIX_PEDANTIC|BASH_COMPAT|BASH_XTRACEFD)$/,
  preset:
    /^(?:_|PATH|TERM|HOME|SHELL|PWD|OLDPWD|SHLVL|IFS|PS[0-4]|OPTIND|OPTERR|UID|EUID|PPID|HOSTNAME|HOSTTYPE|MACHTYPE|OSTYPE|SHELLOPTS|BASH\w*|SECONDS|S?RANDOM|LINENO|HISTCMD|GROUPS|DIRSTACK|FUNCNAME|PIPESTATUS|EPOCH\w*|COMP_\w+|LINES|COLUMNS|HIST\w+|MAILCHECK|REPLY|COPROC\w*|POSIXLY_CORRECT)$/,
};

/** dash 0.5.12. */
export const dash: Dialect = {
  isBash: false,
  builtins: set(
    '. : [ alias bg break cd chdir command continue echo eval exec exit export false fc fg getopts ' +
      'hash jobs kill local printf pwd read readonly return set shift test times trap true type ' +
      'ulimit umask unalias unset wait',
  ),
  harmless: set(': true false echo pwd type times'),
  keepsAssignments: set(': times export unset'),
  compound: set('if while until for case {'),
  readOnly: new Set(),
  own: /^(?:_|LINES|COLUMNS)$/,
  numbers: /^$/,
  modes: /^(?:OPTIND|HISTSIZE)$/,
  preset: /^(?:_|PATH|PWD|OLDPWD|IFS|PS[124]|OPTIND|PPID|LINENO)$/,
};
