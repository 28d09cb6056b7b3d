/** The files of one unit, by their names below /etc/systemd/system or their paths. */
export interface Definition {
  readonly about: string;
  readonly unit: string;
  readonly files: Readonly<Record<string, string>>;
  readonly links?: Readonly<Record<string, string>>;
}

const run = '/run/systemd/system';
const exec = 'ExecStart=/bin/true';
const unit = (...lines: readonly string[]) => `[Service]\n${lines.join('\n')}\n`;

/** Units made to be read wrongly: how systemd merges, quotes, continues, resets and masks. */
export const definitions: readonly Definition[] = [
  {
    about: 'a later file wins, an empty assignment resets a list, a single one replaces',
    unit: 'a-reset.service',
    files: {
      'a-reset.service': unit(
        exec,
        'EnvironmentFile=/one',
        'EnvironmentFile=-/two',
        'Environment=A=1 B=2',
        'UMask=0022',
        'User=daemon',
        'Restart=always',
      ),
      'a-reset.service.d/10.conf': unit('EnvironmentFile=', 'EnvironmentFile=/three'),
      'a-reset.service.d/20.conf': unit('ExecStart=', 'ExecStart=/bin/echo "a b" c', 'UMask=77'),
      'a-reset.service.d/30.conf': unit('Environment=A=3', 'User=', 'Restart=no'),
      'a-reset.service.d/.hidden.conf': unit('Environment=HIDDEN=1'),
      'a-reset.service.d/40.txt': unit('Environment=TXT=1'),
    },
  },
  {
    about: 'drop-ins of the instance, its template, its dash prefixes and its type, by file name',
    unit: 'b-worker-x@ES-1.service',
    files: {
      'b-worker-x@.service': unit(exec, 'Environment=FRAGMENT=template'),
      'b-worker-x@ES-1.service.d/50.conf': unit('Environment=W=instance'),
      'b-worker-x@.service.d/50.conf': unit('Environment=W=template'),
      'b-worker-x@.service.d/40.conf': unit('Environment=T=template'),
      'b-worker-.service.d/40.conf': unit('Environment=T=dash'),
      'b-worker-.service.d/30.conf': unit('Environment=D=dash'),
      'b-.service.d/20.conf': unit('Environment=E=dash'),
      'b-worker-@.service.d/15.conf': unit('Environment=F=dash template'),
      'b-worker-@ES-1.service.d/16.conf': unit('Environment=G=dash instance'),
      'service.d/10.conf': unit('Environment=TYPE=1'),
    },
  },
  {
    about: 'a directory of more weight masks a file name, also one of less special a name',
    unit: 'c-mask@1.service',
    files: {
      [`${run}/c-mask@.service`]: unit(exec, 'Environment=FRAGMENT=run'),
      [`${run}/c-mask@1.service.d/10.conf`]: unit('Environment=A=run instance'),
      'c-mask@.service.d/10.conf': unit('Environment=A=etc template'),
      [`${run}/c-mask@1.service.d/20.conf`]: unit('Environment=B=run'),
      [`${run}/c-mask@1.service.d/30.conf`]: unit('Environment=C=run'),
      'c-.service.d/30.conf': unit('Environment=C=etc dash'),
    },
    links: { 'c-mask@1.service.d/20.conf': '/dev/null' },
  },
  {
    about: 'an instance file of less weight wins over a template of more',
    unit: 'd-own@1.service',
    files: {
      'd-own@.service': unit(exec, 'Environment=FROM=template'),
      [`${run}/d-own@1.service`]: unit(exec, 'Environment=FROM=instance'),
    },
  },
  {
    about: 'an alias has the drop-ins of both names',
    unit: 'e-alias.service',
    files: {
      'e-real.service': unit(exec, 'Environment=N=%n'),
      'e-real.service.d/20.conf': unit('Environment=A=real'),
      'e-alias.service.d/10.conf': unit('Environment=B=alias'),
    },
    links: { 'e-alias.service': 'e-real.service' },
  },
  {
    about: 'an alias of a template takes the instance along',
    unit: 'f-alias@7.service',
    files: { 'f-real@.service': unit(exec, 'Environment=N=%n I=%i') },
    links: { 'f-alias@.service': 'f-real@.service' },
  },
  {
    about: 'quotes, escapes and faults in Environment=',
    unit: 'g-words.service',
    files: {
      'g-words.service': unit(
        exec,
        `Environment="A=a b" 'B=c "d"' C=e"f g"h D=i\\sj E=\\x41\\u00e9\\102`,
        'Environment=F=1  G= H="" "I=2"J=3',
        'Environment=bad 1X=2 A-B=3 K=4',
        'Environment=L=before "M=open',
        'Environment=N=before O=\\q P=after',
        "Environment='Q=\\x20\\n' R=$HOME${X} S=%%",
        'Environment=T=a#b # c=d',
        'Environment=Z=\\xff',
      ),
    },
  },
  {
    about: 'lines that go on, comments between them, blanks around',
    unit: 'h-lines.service',
    files: {
      'h-lines.service': [
        '; a comment \\',
        '  # another',
        '[Service]  ',
        '  Environment = A=1 \\',
        '# not this \\',
        '  ; nor this',
        '    B=2 \\',
        '',
        'Environment=C=3\\\\',
        'EnvironmentFile=/x\\',
        '/y',
        'nonsense',
        'environment=LOWER=1',
        '[X-Other]',
        'Environment=OTHER=1',
        '[Unit]',
        'Environment=UNIT=1',
        '[Service]',
        exec,
        'Environment=E=5 \\',
      ].join('\n'),
    },
  },
  {
    about: 'returns at line ends and a byte order mark',
    unit: 'i-crlf.service',
    files: {
      'i-crlf.service': `\ufeff${unit(exec, 'Environment=A=1 \\', 'B=2', 'UMask=0077').replaceAll('\n', '\r\n')}`,
    },
  },
  {
    about: 'what is no path of an env file',
    unit: 'j-paths.service',
    files: {
      'j-paths.service': unit(
        exec,
        'EnvironmentFile="/quoted"',
        'EnvironmentFile=/one /two',
        'EnvironmentFile=relative',
        'EnvironmentFile=-/a//b/./c/',
        'EnvironmentFile=/a/../b',
        'EnvironmentFile=- /blank',
        'EnvironmentFile=/with\\x20escape',
        'EnvironmentFile=/glob/*.env',
        'EnvironmentFile=-/last # comment',
      ),
    },
  },
  {
    about: 'specifiers of an instance',
    unit: 'k-spec-y@a-b\\x2dc.service',
    files: {
      'k-spec-y@.service': unit(
        exec,
        'EnvironmentFile=-/env/%i/%I/%n/%N',
        'EnvironmentFile=/env/%p/%P/%j/%J',
        'Environment="S=%t %S %C %L %E %T %V %h %u %U %g %G" "Q=%% %%i 100%"',
        'Environment=Z=%Z',
        'ExecStart=',
        'ExecStart=/bin/echo %i %%i %p',
      ),
    },
  },
  {
    about: 'specifiers of a unit that is no instance',
    unit: 'l-plain.service',
    files: { 'l-plain.service': unit(exec, 'Environment="A=%i" "B=%p" "C=%N" "D=%j"') },
  },
  {
    about: 'prefixes, semicolons and strange escapes in commands',
    unit: 'm-exec.service',
    files: {
      'm-exec.service': unit(
        'Type=oneshot',
        'ExecStart=-+/bin/echo one ; @/bin/echo zero two ; /bin/echo three \\; four',
        'ExecStart=/bin/echo "a;b" ";" c; d',
        'ExecStart=/bin/echo \\q "x\\y" $A ${B}',
        'ExecStart=:/bin/echo $$ -',
        'ExecStart=!!/bin/echo five',
        'ExecStart=echo six',
      ),
    },
  },
  {
    about: 'values that systemd ignores leave what stood before',
    unit: 'n-values.service',
    files: {
      'n-values.service': unit(
        exec,
        'UMask=0027',
        'UMask=9',
        'Restart=always',
        'Restart=maybe',
        'Type=notify',
        'Type=what',
        'NotifyAccess=all',
        'NotifyAccess=everybody',
        'MemoryDenyWriteExecute=on',
        'MemoryDenyWriteExecute=maybe',
      ),
    },
  },
  {
    about: 'a drop-in that breaks off counts up to there',
    unit: 'o-broken.service',
    files: {
      'o-broken.service': unit(exec, 'Environment=A=1'),
      'o-broken.service.d/1.conf': unit('Environment=B=2', '[Service', 'Environment=C=3'),
      'o-broken.service.d/2.conf': `Environment=LOST=1\n${unit('Environment=D=4')}`,
    },
  },
];
