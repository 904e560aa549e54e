export { type CheckedAnswer, checkAnswer, faultOf } from "./check-answer.ts";
export type {
  BooleanField,
  Choice,
  ChoiceField,
  ChoicesField,
  FieldFault,
  NumberField,
  QuestionField,
  TextField,
  TextFormat,
} from "./question-field.ts";
export { type QuestionForm, readQuestionForm } from "./read-question-form.ts";
