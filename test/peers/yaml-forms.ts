const words = (line: string) => line.split(' ');

/** Texts that YAML 1.1 takes for something, and texts that look as if. */
export const forms: readonly string[] = [
  ...words('yes Yes YES yEs no No NO on On ON off Off OFF true True TRUE false False FALSE'),
  ...words('y Y n N t f o tRUE ~ null Null NULL nUll none None << = <<< =='),
  ...words('0 -0 +0 1 -1 +7 12 007 010 08 09 0o17 0O7 0b101 0B1 0b 0b_ 0b2 -0b11 0x1f 0xFF 0X1 0x'),
  ...words('0x_ 1_000 _1 1__0_ 0_ 0_7 00 -0x10 +0b1 123456789012345678901234567890 - + -- +-1'),
  ...words('1:30 190:20:30 -1:30 09:30 0:5 1:60 1:6 60:00 1:5: 1:2:3:4 12:30:45.5 1:30. 20:30.15'),
  ...words(
    '1.5 -1.5 +.5 .5 -.5 5. 1e3 1.e3 1.5e3 1.5e+3 1.5E-3 .5e+1 1_0.5 1._ ._5 . .. 1.2.3 1e+3',
  ),
  ...words(
    '.inf -.inf +.inf .Inf .INF .iNf .nan .NaN .NAN -.nan .Nan inf nan NaN Infinity 1.0e+999',
  ),
  ...words('2001-12-14 2001-1-2 2001-02-30 2001-13-01 0000-01-01 9999-12-31 2001-12-14T21:59:43Z'),
  ...words(
    '2001-12-14t21:59:43.10-05:00 2001-12-14T1:59:43 2001-12-14T25:00:00Z 2001-1-1T00:00:60Z',
  ),
  ...words('2001-12-14T21:59:43+24:00 2001-12-14T21:59:43-23:59 2001-12-14T21:59:43.1234567+01'),
  '2001-12-14 21:59:43 -5',
  '2001-12-14 21:59:43.5   Z',
  '2001-12-14  21:59:43',
  ...words(
    'a abc a:b a#b a-b -a ?a :a a: a? http://x.example/y?z=1#f \u0024{X} $X %a @a `a a,b a[b] {a',
  ),
  ...words(
    '\u00e9 \u53d8 \u{1f4b6} \u00a0 \ufeff a\ufeffb \u2028 \u0085 a\u0085b \ufffd \u0661 \u00b2',
  ),
  'two words',
  'a  b # c',
  'a #b',
  '',
];

const tagNames = words(
  'str int float bool null binary timestamp seq map set omap pairs merge value yaml foo python/name:os.system',
);

/** Tags, known and unknown, in every notation. */
export const tags: readonly string[] = [
  ...tagNames.map((name) => `!!${name}`),
  ...words(
    '! !a !a!b !<tag:yaml.org,2002:str> !<tag:yaml.org,2002:int> !<!> !<> !e!int !!%73tr !!%zz',
  ),
  ...words('!!str, !!int] !<x !! !a!'),
];
