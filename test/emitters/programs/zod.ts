import * as z from 'zod';
import { exactly } from './equal.js';
import type {
  Company,
  Note,
  NoteTargetCreateInput,
  Opportunity,
  OpportunityCreateInput,
  Person,
  PersonCreateInput,
  PersonUpdateInput,
  Subscription,
  SubscriptionCreateInput,
  SubscriptionUpdateInput,
} from './twenty/index.js';
import * as schemas from './twenty/zod/index.js';
import {
  PersonCreateInputSchema,
  PersonSchema,
  PersonUpdateInputSchema,
} from './twenty/zod/objects/person.js';

// What is inferred is what the client says, in and out.
exactly<Person>()({} as z.infer<typeof PersonSchema>);
exactly<Person>()({} as z.input<typeof PersonSchema>);
exactly<PersonUpdateInput>()({} as z.infer<typeof PersonUpdateInputSchema>);
exactly<PersonUpdateInput>()({} as z.input<typeof PersonUpdateInputSchema>);
exactly<PersonCreateInput>()({} as z.infer<typeof PersonCreateInputSchema>);
exactly<Company>()({} as z.infer<typeof schemas.CompanySchema>);
exactly<Note>()({} as z.infer<typeof schemas.NoteSchema>);
exactly<Opportunity>()({} as z.infer<typeof schemas.OpportunitySchema>);
exactly<OpportunityCreateInput>()({} as z.infer<typeof schemas.OpportunityCreateInputSchema>);
exactly<NoteTargetCreateInput>()({} as z.infer<typeof schemas.NoteTargetCreateInputSchema>);
exactly<Subscription>()({} as z.infer<typeof schemas.SubscriptionSchema>);
exactly<SubscriptionCreateInput>()({} as z.infer<typeof schemas.SubscriptionCreateInputSchema>);
exactly<SubscriptionUpdateInput>()({} as z.infer<typeof schemas.SubscriptionUpdateInputSchema>);

// They are objects of zod, to go on with.
const card = PersonSchema.pick({ name: true, emails: true }).extend({
  company: schemas.CompanySchema.nullable(),
});
exactly<Pick<Person, 'name' | 'emails'>>()(PersonSchema.pick({ name: true, emails: true }).parse({}));
exactly<Company | null>()(card.parse({}).company);
exactly<string>()(PersonSchema.shape.name.shape.firstName.min(1).parse(''));
exactly<'RATING_1'>()(PersonSchema.shape.relationship.unwrap().enum.RATING_1);
const form = PersonCreateInputSchema.partial();
form.parse({ city: undefined });

// As any schema of Standard Schema is.
const standard = PersonSchema['~standard'];
exactly<1>()(standard.version);

PersonSchema.pick({ nope: true }); // error: nope
const person: Person = PersonUpdateInputSchema.parse({}); // error: is missing the following properties
const wrong: z.input<typeof PersonSchema>['city'] = null; // error: 'null' is not assignable to type 'string'
const relationship: z.input<typeof PersonCreateInputSchema> = { relationship: 'RATING_9' }; // error: RATING_9
const exact: z.input<typeof PersonUpdateInputSchema> = { city: undefined }; // error: exactOptionalPropertyTypes

export { exact, person, relationship, wrong };
