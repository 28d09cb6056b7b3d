import type { View } from '../checks/check.ts';
import { fingerprintsIn } from '../fingerprint.ts';
import { looksLikePlaceholder } from '../placeholder.ts';
import { providers } from '../providers/index.ts';
import { mayBeShared, type Registration, whose } from '../registry.ts';
import { addressFault, urlFrom } from './asked-hosts.ts';
import { type Judgement, no } from './judgement.ts';
import type { Subject } from './subject.ts';

/** Why a credential stays here; undefined when its provider may be asked about it. */
export function whyNotSent(view: View, subject: Subject): Judgement | undefined {
  return whyNotOurs(view, subject) ?? whatIsIt(subject) ?? whereTo(view, subject);
}

/** A value that is not this profile's to use: a template's, another environment's, or a revoked one. */
export function whyNotOurs(
  { world, profile }: View,
  { key, value }: Subject,
): Judgement | undefined {
  if (looksLikePlaceholder(value.reveal())) {
    return no(
      'preflight-placeholder',
      `${key} still holds the placeholder of a template; nothing was sent`,
      `see where its value comes from: pine-env keys ${key}`,
    );
  }
  if (world.registry.kind !== 'good') return undefined;
  const { registry } = world.registry;
  const places =
    registry.salt === undefined
      ? []
      : fingerprintsIn(registry.salt, value).flatMap((print) => whose(registry, print));
  const isForeign = (place: Registration) =>
    place.environment !== profile.name && !mayBeShared(registry, place.key);
  const foreign = places.find(isForeign);
  if (foreign !== undefined) {
    return no(
      'preflight-other-environment',
      `${key} holds the ${foreign.environment} value of ${foreign.key}; nothing was sent`,
      `put the ${profile.name} value there: pine-env keys ${foreign.key}`,
    );
  }
  if (!places.some(({ generation }) => generation === 'revoked')) return undefined;
  return no(
    'preflight-revoked',
    `${key} holds a value that was revoked; nothing was sent`,
    `see which one is current: pine-env keys ${key}`,
  );
}

/** What is not spelled as a provider's credential may be somebody else's, or two. */
function whatIsIt({ provider, key, value }: Subject): Judgement | undefined {
  const cores = providers[provider].cores(value.reveal());
  const [core] = cores;
  const isOne = cores.length === 1 && core !== undefined && providers[provider].machineMade(core);
  if (isOne && (provider === 'databento' ? core === value.reveal().trim() : true)) return undefined;
  return shapeless({ provider, key });
}

function whereTo({ profile }: View, { provider, key, value }: Subject): Judgement | undefined {
  if (provider === 'databento') return undefined;
  const text = value.reveal();
  const fault = addressFault(text, provider, profile.providers?.[provider]?.allow);
  if (fault === undefined) {
    return provider === 'traderspost' && !isBareWebhook(text)
      ? shapeless({ provider, key })
      : undefined;
  }
  if (fault === 'no-url') return shapeless({ provider, key });
  const what = fault === 'not-encrypted' ? 'is not https' : `is on no host of ${provider}`;
  return no(
    'preflight-host',
    `${key} ${what}; nothing was sent`,
    'compare it with the URL that the provider shows',
  );
}

/** The path is the credential and nothing else is said: a query could be taken for a part of an order. */
function isBareWebhook(text: string): boolean {
  const url = urlFrom(text);
  const plain = /^\/trading\/webhook\/[0-9a-f-]{36}\/[0-9a-f]{32}$/i;
  return url?.search === '' && url.hash === '' && plain.test(url.pathname);
}

function shapeless({ provider, key }: Pick<Subject, 'provider' | 'key'>): Judgement {
  return no(
    'preflight-shape',
    `${key} is not spelled as ${provider} documents its credentials; nothing was sent`,
    'compare it with what the provider shows',
  );
}
