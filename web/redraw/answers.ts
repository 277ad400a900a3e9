/** What the server answers about plans and editions: the types of its schemas. */
export type { LogEntry } from '../../server/plans/editSchema.ts';
export type { PlanCheck, Finding, Score } from '../../server/plans/checkSchema.ts';
export type { Comment } from '../../server/plans/commentSchema.ts';
export type { Publication, Rebase } from '../../server/plans/publicationSchema.ts';
export type { Comparison } from '../../server/plans/comparisonSchema.ts';
export type { Edition } from '../../server/grids/schema.ts';
