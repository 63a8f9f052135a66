/** Where the config of a command stands unless it is told otherwise. */
import { projectPath } from '../system/project.ts';
import type { CommandContext } from './command.ts';

/** `MASTHEAD_CONFIG`, else the default that comes with the project. */
export function configFile(variables: CommandContext['variables']): string {
  return variables.MASTHEAD_CONFIG || projectPath('config', 'default.yaml');
}
