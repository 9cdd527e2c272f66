import { CodegenError, catalogue } from '../../errors.ts';
import type { Warning } from '../../errors.ts';
import type { Settings } from '../../config/settings.ts';
import { connectionArgs, globalArgs, workspaceArgs } from '../arguments.ts';
import type { Command } from '../arguments.ts';
import { readChosenSettings } from '../context.ts';
import type { Context, Runner } from '../context.ts';
import type { DoctorResult, DoctorStep } from '../result.ts';
import { inEach } from '../several.ts';

export const command: Command = {
  meta: {
    name: 'doctor',
    description: 'Try everything that generate needs, and say what to do about what fails',
  },
  args: { ...workspaceArgs, ...connectionArgs, ...globalArgs },
};

export const run: Runner = async (context) => {
  let workspaces: readonly Settings[];
  try {
    workspaces = (await readChosenSettings(context)).chosen;
  } catch (error) {
    return report({ steps: [failure('Config', error)], warnings: [] });
  }
  return inEach('doctor', workspaces, async (settings) => report(await examine(context, settings)));
};

function report({ steps, warnings }: Examined): DoctorResult {
  const failed = steps.find(({ status }) => status === 'failed');
  return { command: 'doctor', exitCode: failed === undefined ? 0 : exitCodeOf(failed), steps, warnings };
}

interface Examined {
  readonly steps: readonly DoctorStep[];
  readonly warnings: readonly Warning[];
}

async function examine(context: Context, settings: Settings): Promise<Examined> {
  const config: DoctorStep = {
    name: 'Config',
    status: 'ok',
    detail: settings.configPath ?? 'none: flags, environment and defaults',
  };
  const connection = await examineConnection(context, settings);
  const isConnected = connection.every(({ status }) => status === 'ok' || status === 'warning');
  const generation = isConnected
    ? await examineGeneration(context, settings)
    : {
        steps: [{ name: 'Generation', status: 'skipped' as const, detail: 'not tried: see above' }],
        warnings: [],
      };
  return { steps: [config, ...connection, ...generation.steps], warnings: generation.warnings };
}

async function examineConnection(context: Context, settings: Settings): Promise<readonly DoctorStep[]> {
  if (settings.url === undefined) {
    return [failure('URL', new CodegenError('URL_MISSING', 'No Twenty server was given.'))];
  }
  let apiKey: string;
  try {
    apiKey = settings.apiKey() ?? '';
  } catch (error) {
    return [failure('API key', error)];
  }
  const { checkConnection } = await import('../../introspect/check.ts');
  const steps = await checkConnection({
    url: settings.url,
    apiKey,
    timeoutMs: settings.timeoutMs,
    signal: context.signal,
    onProgress: (text) => context.reporter.progress(text),
  });
  return steps.map(({ name, ok, warning, skipped, detail, code, fix }) => ({
    name,
    status: skipped === true ? 'skipped' : ok ? (warning === true ? 'warning' : 'ok') : 'failed',
    detail,
    code,
    fix,
  }));
}

/** All of generate but the writing. */
async function examineGeneration(context: Context, settings: Settings): Promise<Examined> {
  try {
    if (settings.primary !== null) return await examineFit(context, settings);
    const { pullModel } = await import('../../generate/workspace.ts');
    const { model, warnings, lockChanged } = await pullModel(context, settings);
    const [{ generateFiles }, { writeOutput }] = await Promise.all([
      import('../../generate/files.ts'),
      import('../../write/write.ts'),
    ]);
    const plan = await writeOutput({
      directory: settings.output,
      files: generateFiles(model, settings),
      toolVersion: context.version,
      format: settings.format,
      dryRun: true,
    });
    const files = `${plan.written.length} files to write, ${plan.unchanged.length} unchanged, ${plan.removed.length} to remove`;
    const steps: readonly DoctorStep[] = [
      {
        name: 'Lock',
        status: 'ok',
        detail: `${settings.lock} ${lockChanged ? 'would be updated' : 'is what the workspace has'}`,
      },
      {
        name: 'Generation',
        status: 'ok',
        detail: `${model.objects.length} objects into ${settings.output}: ${files}`,
      },
    ];
    return { steps, warnings: [...warnings, ...plan.warnings] };
  } catch (error) {
    return { steps: [failure('Generation', error)], warnings: [] };
  }
}

/** Of a workspace that nothing is generated from. */
async function examineFit(context: Context, settings: Settings): Promise<Examined> {
  const { checkFit } = await import('../fit.ts');
  const { changes, warnings, primary } = await checkFit('generate', context, settings, 0);
  const breaking = changes.filter((change) => change.class === 'breaking').length;
  const step: DoctorStep = {
    name: 'Generation',
    status: breaking === 0 ? 'ok' : 'warning',
    detail: `${settings.output} is made for ${primary}, and ${breaking === 0 ? 'fits' : `differs in ${breaking} ways that break code`}`,
  };
  return { steps: [step], warnings };
}

function failure(name: string, error: unknown): DoctorStep {
  if (!(error instanceof CodegenError)) throw error;
  const { code, message, fix, details } = error;
  return { name, status: 'failed', detail: [message, ...details].join(' '), code, fix };
}

function exitCodeOf({ code }: DoctorStep): number {
  return code !== undefined && Object.hasOwn(catalogue, code)
    ? catalogue[code as keyof typeof catalogue].exitCode
    : 6;
}
