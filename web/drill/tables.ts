/** What a chart says, in rows: for those who read it rather than look at it. */
export interface ChartTable { columns: readonly string[]; rows: readonly (readonly string[])[] }
