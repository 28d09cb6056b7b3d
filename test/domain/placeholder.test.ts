import { describe, expect, it } from 'vitest';
import { demoByteCount, demoValue } from '../../src/domain/demo-values.ts';
import { looksLikePlaceholder } from '../../src/domain/placeholder.ts';
import { providerNames } from '../../src/domain/providers/provider.ts';
import { seededBytes } from './seeded-bytes.ts';

const hook = 'https://webhooks.traderspost.io/trading/webhook';

describe('a placeholder', () => {
  it.each([
    'your_api_key_here',
    'your-databento-key',
    'YOUR_WEBHOOK_ID',
    'YOUR-LIVE-WEBHOOK',
    'yourpassword',
    'REPLACE_WITH_YOUR_KEY',
    'REPLACE_ME',
    'replaceme',
    'changeme',
    'change-me',
    'CHANGE_ME_PLEASE',
    'change this',
    'TODO',
    'todo: ask ops',
    'FIXME',
    'TBD',
    'example',
    'https://example.com/hook',
    'placeholder',
    'dummy',
    'sample-key',
    'fill_me_in',
    'INSERT_KEY',
    'paste_it_here',
    'api_key_here',
    'my-api-key',
    'my_token',
    '[REDACTED]',
    'xxx',
    'xxxx',
    'XXXXXXXX-XXXX',
    ['db', 'x'.repeat(29)].join('-'),
    ['db', 'YOUR', 'KEY'].join('-'),
    `\${VAR}`,
    `\${VAR:-none}`,
    '$DATABENTO_API_KEY',
    '%DATABENTO_API_KEY%',
    '{{ databento_key }}',
    '<key>',
    '<your api key>',
    '...',
    'db-…',
    '********',
    'none',
    'NULL',
    'n/a',
    `${hook}/YOUR_WEBHOOK_ID`,
    `${hook}/{uuid}/{password}`,
    `${hook}/<uuid>/<password>`,
    `${hook}/00000000-0000-4000-8000-000000000000/your_password_here`,
    `${hook}/xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx/xxxx`,
    `${hook}/\${TRADERSPOST_ID}/\${TRADERSPOST_PASSWORD}`,
    'https://discord.com/api/webhooks/.../...',
  ])('is recognised: %s', (value) => {
    expect(looksLikePlaceholder(value)).toBe(true);
  });

  it.each([
    '',
    'true',
    'hunter2',
    'correct horse battery staple',
    'pa$$word{1}',
    'pa{q}x',
    'a<b>1',
    'p<4>{x',
    'cost$5',
    'todomvc',
    'unchanged',
    'yxxy',
    'insertion',
    'exampled',
    'replacement',
    '{"a":1}',
    'https://hist.databento.com/v0',
    'there',
    'nonesuch',
    '/var/lib/pine',
    'a..b',
  ])('is not suspected in %j', (value) => {
    expect(looksLikePlaceholder(value)).toBe(false);
  });

  it.each(providerNames)('is never seen in 5,000 made-up %s values', (name) => {
    for (let seed = 0; seed < 5000; seed++) {
      const value = demoValue(name, seededBytes(`${name}${seed}`, demoByteCount));
      if (looksLikePlaceholder(value)) expect.fail(`seed ${seed}`);
    }
  });
});
