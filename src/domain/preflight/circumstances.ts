import type { Finding } from '../finding.ts';
import type { Judgement } from './judgement.ts';
import type { ProxyUse } from './proxy.ts';

/** What a proxy variable in the environment means for what was asked. */
export function proxyFinding(use: ProxyUse): readonly Finding[] {
  if (use === 'none') return [];
  const message =
    use === 'used'
      ? 'the questions went through the proxy of the environment; whether a host can be reached without it was not looked at'
      : 'the environment names a proxy and this Node ignores it: the questions went straight out';
  const remedy =
    use === 'used'
      ? 'nothing to do'
      : 'where only the proxy leads out: NODE_USE_ENV_PROXY=1, from Node 22.21 or 24 on';
  return [{ rule: 'preflight-proxy', severity: 'info', where: 'environment', message, remedy }];
}

/** A clock that is wrong makes certificates, dates of signals and rate limits wrong. */
export function clockFinding(seconds: number, host: string): Finding {
  const how = seconds > 0 ? 'ahead of' : 'behind';
  return {
    rule: 'preflight-clock',
    severity: 'warning',
    where: `clock of ${host}`,
    message: `our clock is ${Math.abs(seconds)} s ${how} that of ${host}`,
    remedy: 'look at it: timedatectl',
  };
}

/** Said of each credential that nobody was asked about, because nobody was to be. */
export const notAskedOffline: Judgement = {
  rule: 'preflight-offline',
  severity: 'info',
  message: 'not asked: --offline says that nothing goes over the network',
  remedy: 'ask without --offline',
  answered: true,
};

/** A profile about which nobody can be asked proves nothing, and that is a no. */
export function nothingToAsk(profile: string): Finding {
  return {
    rule: 'preflight-nothing-to-ask',
    severity: 'error',
    where: `profiles/${profile}.yaml`,
    message: `no env file of ${profile} holds a key that any provider can be asked about`,
    remedy: `see what is missing: pine-env check ${profile}`,
  };
}

/** So many seconds are left until the provider takes another probe of this webhook. */
export function probedTooOften(seconds: number): Judgement {
  return {
    rule: 'preflight-rate-limited',
    severity: 'warning',
    message: 'this webhook was probed as often as traderspost allows; nothing was sent: unknown',
    remedy: `probe it again in ${seconds} s`,
    answered: false,
  };
}
