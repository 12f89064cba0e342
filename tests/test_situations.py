"""Each line of the tables of what people do to a form has a test, and this says which."""

import re
from pathlib import Path

import pytest

from tests.documents import test_pdf, test_word_form

TOP = Path(__file__).parent
LOG, FORM, PLACE = "documents/test_xlsx.py", "web/test_form.py", "web/test_in_place.py"
DRAFTS, REVIEWS, PDF = "web/test_drafts.py", "web/test_reviews.py", "documents/test_pdf.py"
WORD, BAD = "documents/test_word_form.py", "documents/test_workbook.py"
PAGE, OFFICE = "web/test_page.py", "office/test_import.py"
IMPORT = "cli/test_import.py"
KNOWN, REFUSED = "what_a_document_is_shows_in_its_content", "what_cannot_come_back_says_what_to_do"

TABLES = {
    "workbook-form.md": {
        "leaves a reason beside": (IMPORT, "a_reason_goes_with_its_status_whichever_way_it"),
        "gives a reason beside": (IMPORT, "a_reason_without_a_status_that_needs_one_comes_in"),
        "does nothing": (LOG, "what_was_not_edited_comes_back_the_same"),
        "changes one cell": (LOG, "an_edit_comes_back_as_exactly_that_field"),
        "types “done”": (LOG, "what_people_type_is_understood"),
        "types a status or a confidence": (LOG, "a_value_that_makes_no_sense_is_named"),
        "types “1.12.2026”": (LOG, "a_value_that_makes_no_sense_is_named"),
        "types a date in words": (LOG, "what_people_type_is_understood"),
        "leaves a date as a plain number": (LOG, "a_date_that_lost_its_format_is_a_date"),
        "types an owner on two lines": (LOG, "what_people_type_is_understood"),
        "types bullets or a dash": (LOG, "what_people_type_is_understood"),
        "types evidence as": (LOG, "what_people_type_is_understood"),
        "puts a link on the evidence": (LOG, "a_link_on_the_evidence_is_the_link_of_that"),
        "puts a link on other words": (LOG, "a_link_that_may_be_of_several_things_is_said"),
        "puts several pieces": (LOG, "a_value_that_makes_no_sense_is_named_with_its_cell"),
        "types a formula": (LOG, "a_formula_is_named_and_never_taken_as_its_result"),
        "sorts, filters, hides": (LOG, "a_sheet_laid_out_anew_still_comes_back"),
        "copies a row": (LOG, "of_two_rows_the_one_that_was_changed_counts"),
        "strikes words through": (LOG, "words_that_are_struck_through_are_named"),
        "raises or lowers digits": (LOG, "raised_and_lowered_digits_stay_so_and_what"),
        "colours the confidence": (LOG, "a_colour_without_a_word_is_named"),
        "deletes a row or a column": (LOG, "a_row_that_is_gone_is_unchanged_and_said"),
        "adds a column": (LOG, "a_column_that_was_added_is_left_out_and_said"),
        "calls a column something else": (LOG, "a_column_under_another_name_is_named"),
        "changes a title or an id": (LOG, "a_value_that_makes_no_sense_is_named_with_its"),
        "merges cells": (LOG, "cells_that_were_made_one_are_named"),
        "writes a row of their own": (LOG, "words_in_a_row_of_their_own_are_named"),
        "comments on a cell": (LOG, "what_was_written_where_nothing_is_read_is_said"),
        "answers in a conversation": (BAD, "conversations_text_boxes_and_pictures_are_said"),
        "changes a text that is too long": (LOG, "a_text_that_was_cut_cannot_be_changed"),
        "saves it with a program that loses": (LOG, "line_ends_that_a_program_lost_join_no"),
        "saves it with LibreOffice": (OFFICE, "a_rearranged_log_comes_back_through_libreoffice"),
        "loses the hidden sheet": (LOG, "a_workbook_without_its_hidden_sheet_is_compared"),
        "accepts an answer or asks": (LOG, "a_reviewer_accepts_or_asks"),
        "reviews without a name": (LOG, "a_review_that_is_not_clear_is_named"),
        "sends a workbook with macros": (BAD, "macros_and_links_to_other_files_are_passed_over"),
        "sends it as .xls": (IMPORT, REFUSED),
        "renames it": (IMPORT, KNOWN),
        "sends one that is locked": (BAD, "what_cannot_be_read_says_what_to_do"),
    },
    "page-form.md": {
        "leaves a reason beside": (IMPORT, "a_reason_goes_with_its_status_whichever_way_it"),
        "gives a reason beside": (IMPORT, "a_reason_without_a_status_that_needs_one_comes_in"),
        "does nothing and saves": (FORM, "what_nobody_touched_comes_back_as_it_was"),
        "fills in every field": (FORM, "every_field_filled_in_by_keyboard_is_in_the_file"),
        "changes one field while": ("web/test_import.py", "what_was_typed_into_the_page_is_in"),
        "removes a piece of evidence": (FORM, "what_a_program_wrote_about_evidence_stays"),
        "types a date that there is not": (FORM, "what_is_wrong_is_named_and_nothing_is_saved"),
        "gives no reason": (FORM, "what_is_wrong_is_named_and_nothing_is_saved"),
        "pastes a control character": (FORM, "no_control_character_enters_an_answer"),
        "types a note in Markdown": (FORM, "notes_and_links_stand_rendered_beside_their"),
        "closes the page": (DRAFTS, "drafts_of_tabs_that_ended_come_back_together"),
        "opens the page of another": (FORM, "a_draft_belongs_to_one_checklist"),
        "opens the page in two tabs": (DRAFTS, "each_tab_keeps_its_words_and_is_told"),
        "answers one field in two tabs": (DRAFTS, "words_for_one_field_in_two_tabs_are_both"),
        "uses a browser that keeps nothing": (FORM, "a_browser_that_keeps_nothing_says_so"),
        "leaves without saving": (FORM, "leaving_asks_only_while_something_is_not_saved"),
        "uses a shared computer": (DRAFTS, "deleting_the_draft_on_a_shared_computer"),
        "accepts an answer or asks": (REVIEWS, "a_reviewer_accepts_and_asks_and_import"),
        "reviews without a name": (REVIEWS, "a_review_needs_a_name_and_there_is_none"),
        "accepts what has no answer": (IMPORT, "an_acceptance_of_nothing_in_an_answer_file"),
        "opens answers that were saved": (DRAFTS, "an_answer_file_can_be_opened_again"),
        "opens a checklist in JSON": (DRAFTS, "a_checklist_as_json_can_be_opened"),
        "opens a file of something else": (DRAFTS, "a_file_that_is_not_of_this_page"),
        "saves in the file": (PLACE, "what_the_page_does_not_know_stays_byte_for_byte"),
        "saves where others wrote other": (PLACE, "what_others_wrote_meanwhile_is_merged"),
        "saves where others wrote the same": (PLACE, "two_words_for_one_field_replace_nothing"),
        "saves in a file that is locked": (PLACE, "a_file_that_cannot_be_saved_is_named"),
        "opens a checklist whose action": (PLACE, "an_action_in_other_words_is_neither"),
        "uses Firefox or Safari": (PLACE, "without_the_file_api_a_file_is_loaded"),
        "prints the empty form": (PAGE, "on_paper_the_form_can_be_filled_in_with_a_pen"),
        "prints what was typed": (PAGE, "on_paper_every_field_of_the_form_is_whole"),
        "saves the page itself": (DRAFTS, "what_was_typed_is_in_a_page_that_the_browser_saves"),
        "renames the file": (IMPORT, KNOWN),
        "imports the page": ("web/test_import.py", "what_was_typed_into_the_page_is_in"),
        "leaves the answers among": ("cli/test_left_beside.py", "answers_that_a_page_saved"),
        "switches scripts off": (PAGE, "the_page_is_read_and_says_what_it_needs"),
    },
    "pdf-form.md": {
        "leaves a reason beside": (IMPORT, "a_reason_goes_with_its_status_whichever_way_it"),
        "gives a reason beside": (IMPORT, "a_reason_without_a_status_that_needs_one_comes_in"),
        **dict.fromkeys(test_pdf.SITUATIONS, (PDF, "what_people_do_and_what_comes_of_it")),
        "writes a comment on a page": (PDF, "what_was_written_beside_the_fields_is_named"),
        "draws a line on a page": (PDF, "a_line_drawn_on_a_page_is_named"),
        "adds a field, or signs it": (PDF, "what_was_added_to_the_form_is_named"),
        "combines several returns": (PDF, "two_returns_in_one_pdf_are_both_read"),
        "combines forms of several": (PDF, "a_pdf_that_gives_no_answers_says_why"),
        "fills it in with Chromium": (PDF, "every_field_comes_back_from_what_chromium"),
        "deletes an action’s fields": (PDF, "fields_that_are_gone_are_said_and_stay_as_sent"),
        "saves it without its hidden": (PDF, "what_was_sent_out_is_read_from_the_file"),
        "saves it without both": (PDF, "what_was_sent_out_is_read_from_the_file"),
        "prints it to a PDF": (PDF, "a_pdf_that_gives_no_answers_says_why"),
        "fills it in with LibreOffice": (OFFICE, "every_field_of_a_pdf_form_that_libreoffice"),
        "opens it with LibreOffice": (PDF, "libreoffice_opens_what_was_sent_out_and"),
        "exports with LibreOffice": (PDF, "libreoffice_draw_keeps_no_field_of_another"),
        "sends it zipped": (IMPORT, REFUSED),
        "protects it with a password": (PDF, "a_pdf_that_gives_no_answers_says_why"),
        "sends another form": (PDF, "a_pdf_that_gives_no_answers_says_why"),
        "sends half of the file": (PDF, "a_pdf_that_gives_no_answers_says_why"),
        "adds scripts or programs": (PDF, "scripts_and_actions_are_not_run"),
    },
    "word-form.md": {
        "leaves a reason beside": (IMPORT, "a_reason_goes_with_its_status_whichever_way_it"),
        "gives a reason beside": (IMPORT, "a_reason_without_a_status_that_needs_one_comes_in"),
        **dict.fromkeys(test_word_form.SITUATIONS, (WORD, "what_people_do_and_what_comes_of")),
        "writes a comment under": (WORD, "a_comment_is_a_question_of_whoever_made_it"),
        "resolves a comment": (WORD, "a_resolved_comment_and_a_reply_are_no_questions"),
        "writes a comment elsewhere": (OFFICE, "comments_in_a_form_that_libreoffice_saved"),
        "sends it as .doc": (IMPORT, REFUSED),
        "renames it": (IMPORT, KNOWN),
        "saves it with LibreOffice": (OFFICE, "a_word_form_comes_back_through_libreoffice"),
        "accepts an answer, or types": (WORD, "a_reviewer_accepts_or_asks"),
        "reviews without a name": (WORD, "a_review_without_a_name_is_named_and_guessed"),
        "accepts an answer and changes": (REVIEWS, "who_accepts_and_changes_an_answer"),
    },
}


@pytest.mark.parametrize("table", TABLES)
def test_each_line_is_a_situation_with_a_test(table: str) -> None:
    text = (TOP.parent / "docs" / table).read_text(encoding="utf-8")
    rows = re.findall(r"^\| (?!somebody)(.*?) \| ", text, re.MULTILINE)
    assert len(rows) >= 20
    named = TABLES[table]
    for row in rows:
        begins = row if row in named else max(filter(row.startswith, named), key=len, default="")
        assert begins, f"{row} has no test"
    for begins, (file, name) in named.items():
        assert any(row.startswith(begins) for row in rows), f"{begins} is not in {table}"
        assert f"def test_{name}" in (TOP / file).read_text(encoding="utf-8"), name
