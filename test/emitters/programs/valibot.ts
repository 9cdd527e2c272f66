import * as v from 'valibot';
import { exactly } from './equal.js';
import type {
  Company,
  Opportunity,
  OpportunityCreateInput,
  Person,
  PersonCreateInput,
  PersonUpdateInput,
  Subscription,
  SubscriptionCreateInput,
} from './twenty/index.js';
import * as schemas from './twenty/valibot/index.js';
import {
  PersonCreateInputSchema,
  PersonSchema,
  PersonUpdateInputSchema,
} from './twenty/valibot/objects/person.js';

exactly<Person>()({} as v.InferOutput<typeof PersonSchema>);
exactly<Person>()({} as v.InferInput<typeof PersonSchema>);
exactly<PersonUpdateInput>()({} as v.InferOutput<typeof PersonUpdateInputSchema>);
exactly<PersonCreateInput>()({} as v.InferOutput<typeof PersonCreateInputSchema>);
exactly<Company>()({} as v.InferOutput<typeof schemas.CompanySchema>);
exactly<Opportunity>()({} as v.InferOutput<typeof schemas.OpportunitySchema>);
exactly<OpportunityCreateInput>()({} as v.InferOutput<typeof schemas.OpportunityCreateInputSchema>);
exactly<Subscription>()({} as v.InferOutput<typeof schemas.SubscriptionSchema>);
exactly<SubscriptionCreateInput>()({} as v.InferOutput<typeof schemas.SubscriptionCreateInputSchema>);

exactly<Pick<Person, 'name' | 'emails'>>()(v.parse(v.pick(PersonSchema, ['name', 'emails']), {}));
exactly<string>()(v.parse(PersonSchema.entries.name.entries.firstName, ''));
exactly<1>()(PersonSchema['~standard'].version);

v.pick(PersonSchema, ['nope']); // error: nope
const person: Person = v.parse(PersonUpdateInputSchema, {}); // error: is missing the following properties
const exact: v.InferInput<typeof PersonUpdateInputSchema> = { city: undefined }; // error: exactOptionalPropertyTypes

export { exact, person };
