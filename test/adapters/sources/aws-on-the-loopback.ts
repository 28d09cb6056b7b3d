import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A Secrets Manager on the loopback, and what it was asked. */
export interface ASecretsManager {
  readonly endpoint: string;
  readonly asked: { readonly target: string; readonly secret: string; readonly signed: boolean }[];
  close(): void;
}

/** Answers GetSecretValue as the service documents it: these strings by their ids, else ResourceNotFoundException. */
export async function aSecretsManager(
  secrets: Readonly<Record<string, string>>,
): Promise<ASecretsManager> {
  const asked: ASecretsManager['asked'] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const secret: string = JSON.parse(body).SecretId;
    const signed = /^AWS4-HMAC-SHA256 /.test(request.headers.authorization ?? '');
    asked.push({ target: String(request.headers['x-amz-target']), secret, signed });
    const value = secrets[secret];
    response.writeHead(value === undefined ? 400 : 200, {
      'content-type': 'application/x-amz-json-1.1',
    });
    response.end(
      JSON.stringify(
        value === undefined
          ? {
              __type: 'ResourceNotFoundException',
              Message: "Secrets Manager can't find the specified secret.",
            }
          : {
              ARN: `arn:aws:secretsmanager:eu-central-1:000000000000:secret:${secret}-AbCdEf`,
              Name: secret,
              VersionId: '00000000-0000-4000-8000-000000000000',
              SecretString: value,
              VersionStages: ['AWSCURRENT'],
              CreatedDate: 1790000000,
            },
      ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { endpoint: `http://127.0.0.1:${port}`, asked, close: () => void server.close() };
}
