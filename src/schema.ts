import { toJsonSchema } from '@valibot/to-json-schema';
import type { GenericSchema } from 'valibot';
import { pathRulesSchema } from './domain/leaks/path-rules.ts';
import { profileSchema } from './domain/profile.ts';
import { registrySchema } from './domain/registry-file.ts';

/**
 * The JSON Schemas for editors, by their file names in `profiles/schema/`, made from the schemas the
 * program itself reads with. For the build only: what needs code to judge is missing from them.
 */
export function schemas(): Record<string, object> {
  return {
    'profile.schema.json': forEditors(profileSchema, 'A profile of pine-env'),
    'path-rules.schema.json': forEditors(pathRulesSchema, 'What pine-env scan may pass over'),
    'registry.schema.json': forEditors(registrySchema, 'The registry of pine-env'),
  };
}

function forEditors(schema: GenericSchema, title: string): object {
  const { $schema, ...rest } = toJsonSchema(schema, { errorMode: 'ignore', typeMode: 'input' });
  return { $schema, title, ...rest };
}
