/** Parse and validate: a document is prepared once, held against its bounds, and kept for the next request with the same text. */
import { specifiedRules, validate, type DocumentNode, type ValidationRule } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { DocumentStore } from './prepare-document.js';

/**
 * Parsing throws the error of a text that is refused. Rules that another plugin adds are validated for each request; those of the
 * specification once. A document that another plugin parsed is prepared when it is validated.
 */
export function useDocuments(documents: DocumentStore): Plugin {
  return {
    onParse({ setParseFn }) {
      setParseFn((source): DocumentNode => {
        const outcome = documents.read(typeof source === 'string' ? source : source.body);
        if ('refusal' in outcome) throw outcome.refusal;
        return outcome.document;
      });
    },
    onValidate({ setValidationFn }) {
      setValidationFn((schema, document, rules: readonly ValidationRule[] = []) => {
        const { errors } = documents.of(document);
        if (errors.length > 0) return errors;
        const added = rules.filter((rule) => !SPECIFIED.has(rule));
        return added.length > 0 ? validate(schema, document, added) : errors;
      });
    },
  };
}

const SPECIFIED: ReadonlySet<ValidationRule> = new Set(specifiedRules);
