/** What becomes of the proxy that the environment names: Node 20 ignores it, newer ones only if told to. */
export type ProxyUse = 'none' | 'ignored' | 'used';

const variables = ['http_proxy', 'https_proxy', 'all_proxy'];

/** Whether requests go through a proxy; `version` is Node's own: `20.19.0`. */
export function proxyUse(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): ProxyUse {
  const named = Object.entries(environment).some(
    ([name, value]) => variables.includes(name.toLowerCase()) && value,
  );
  if (!named) return 'none';
  return environment.NODE_USE_ENV_PROXY === '1' && knowsProxies(version) ? 'used' : 'ignored';
}

/** NODE_USE_ENV_PROXY came with 24.0 and 22.21. */
function knowsProxies(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major >= 24 || (major === 22 && minor >= 21);
}
