/** Which column of an incident file is what: by the usual names, or by a mapping file that a person wrote. */
import { basename } from 'node:path';
import { z } from 'zod';
import { INCIDENT_SOURCES, INCIDENT_STATES, type IncidentSource, type IncidentState } from '../../geodata/district.ts';
import { OperatorError } from '../database/database.ts';
import { firstOf } from './columns.ts';
import { personalHeader } from './personal.ts';
import { readText } from './text.ts';

const USUAL = {
  id: ['id', 'case_id', 'case_enquiry_id', 'case number', '编号', '事件编号', '案件编号', '工单编号', '工单号', '受理编号', '案卷编号'],
  opened: ['opened', 'opened_at', 'open_dt', 'created', 'created_at', 'reported_at', '上报时间', '受理时间', '发生时间', '创建时间', '登记时间'],
  accepted: ['accepted', 'accepted_at', '立案时间'],
  dispatched: ['dispatched', 'dispatched_at', '派遣时间', '派单时间'],
  handled: ['handled', 'handled_at', '处置时间', '处置完成时间'],
  answered: ['answered', 'answered_at', '反馈时间'],
  verified: ['verified', 'verified_at', '核查时间'],
  closed: ['closed', 'closed_at', 'closed_dt', '结案时间', '办结时间', '关闭时间'],
  due: ['due', 'due_at', 'target', 'target_dt', 'sla_target_dt', '截止时间', '办理期限', '应结案时间', '处置时限'],
  major: ['major', '大类', '大类名称', '事件大类', '一级分类', 'reason', 'category'],
  minor: ['minor', '小类', '小类名称', '事件小类', '二级分类', 'type', 'subcategory'],
  source: ['source', '来源', '上报来源', '事件来源', '渠道'],
  status: ['status', 'case_status', 'state', '状态', '办理状态', '案件状态'],
  lon: ['lon', 'lng', 'longitude', 'x', '经度'],
  lat: ['lat', 'latitude', 'y', '纬度'],
  area: ['community', 'neighborhood', 'neighbourhood', '社区', '所属社区', '社区名称', '村居'],
} as const;

export type IncidentField = keyof typeof USUAL;
export const INCIDENT_FIELDS = Object.keys(USUAL) as IncidentField[];

/** A column for each field that the file has; values of the file as our sources and states. */
export interface IncidentMapping {
  columns: Partial<Record<IncidentField, string>>;
  sources: Record<string, IncidentSource>;
  states: Record<string, IncidentState>;
}

const mappingFile = z.strictObject({
  columns: z.partialRecord(z.enum(INCIDENT_FIELDS as [IncidentField, ...IncidentField[]]), z.string()).default({}),
  sources: z.record(z.string(), z.enum(INCIDENT_SOURCES)).default({}),
  states: z.record(z.string(), z.enum(INCIDENT_STATES)).default({}),
});

const STATES: Record<string, IncidentState> = { ...ownNames(INCIDENT_STATES), open: 'opened', 上报: 'opened', 立案: 'accepted', 派遣: 'dispatched', 处置: 'handled', 反馈: 'answered', 核查: 'verified', 结案: 'closed', 已结案: 'closed', 办结: 'closed', 已办结: 'closed' };
const SOURCES: Record<string, IncidentSource> = { ...ownNames(INCIDENT_SOURCES), 网格员: 'grid_worker', 网格员上报: 'grid_worker', 居民: 'resident', 居民上报: 'resident', 群众上报: 'resident', 热线: 'hotline', '12345': 'hotline', '12345热线': 'hotline', 监控: 'camera', 视频监控: 'camera', 传感器: 'sensor', 物联网: 'sensor', 巡查: 'inspection', 督查: 'inspection', 其他: 'other' };

function ownNames<Name extends string>(names: readonly Name[]): Record<string, Name> {
  return Object.fromEntries(names.map((name) => [name, name]));
}

/** The mapping for a file with these columns; what the person's `mapPath` says goes first. Throws an OperatorError when a column it names is missing or personal. */
export async function mapIncidentColumns(file: string, columns: string[], mapPath: string | undefined): Promise<IncidentMapping> {
  const given = mapPath === undefined ? mappingFile.parse({}) : await readMapping(mapPath);
  const found: IncidentMapping['columns'] = {};
  for (const field of INCIDENT_FIELDS) {
    const named = given.columns[field];
    if (named !== undefined && !columns.includes(named)) throw new OperatorError(`${basename(mapPath!)}: columns.${field} is "${named}", which ${file} does not have. Its columns are: ${columns.join(', ')}.`);
    const personal = named === undefined ? null : personalHeader(named, true);
    if (personal) throw new OperatorError(`${basename(mapPath!)}: columns.${field} is "${named}", a column of the kind "${personal}", which is never stored. Choose another column or leave ${field} out.`);
    const column = named ?? firstOf(columns, [...USUAL[field]]);
    if (column !== undefined) found[field] = column;
  }
  if (found.opened === undefined) throw new OperatorError(`${file} has no column for the opening time. Name it in a --map file: {"columns": {"opened": "…"}}. Its columns are: ${columns.join(', ')}.`);
  if ((found.lon === undefined || found.lat === undefined) && found.area === undefined) throw new OperatorError(`${file} has neither longitude and latitude nor a community. Name the columns in a --map file: {"columns": {"lon": "…", "lat": "…"}}. Its columns are: ${columns.join(', ')}.`);
  return { columns: found, sources: { ...SOURCES, ...given.sources }, states: { ...STATES, ...lowerKeys(given.states) } };
}

const lowerKeys = <Value>(record: Record<string, Value>): Record<string, Value> => Object.fromEntries(Object.entries(record).map(([key, value]) => [key.toLowerCase(), value]));

async function readMapping(path: string): Promise<z.infer<typeof mappingFile>> {
  const { text } = await readText(path);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new OperatorError(`${basename(path)} is not JSON: ${(error as Error).message}.`);
  }
  const result = mappingFile.safeParse(json);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new OperatorError(`${basename(path)}: ${issue!.path.join('.') || 'the file'}: ${issue!.message}. It holds "columns" (of ${INCIDENT_FIELDS.join(', ')}), "sources" (to ${INCIDENT_SOURCES.join(', ')}) and "states" (to ${INCIDENT_STATES.join(', ')}).`);
}
