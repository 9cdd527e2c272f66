export { /*subscription*/ subscriptions, OpportunityStage } from './twenty/index.js';
export type { /*subscription*/ Subscription as /*subscription*/ Abo } from './twenty/index.js';
export * as crm from './twenty/index.js';
