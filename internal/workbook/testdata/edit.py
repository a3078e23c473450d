"""Edits workbooks as a person does, in LibreOffice: edit.py JOBS.json, a list of {from, to, edits, format}.

An edit is [sheet, what, where, value]: text, number, date (as a count of days), bool, formula, clear, remove (a row), add
(a row before), sort (a range by the column with that number), hide (a row), insert-column.
"""
import json, os, subprocess, sys, tempfile, time, uno
from com.sun.star.beans import PropertyValue
from com.sun.star.table import TableSortField


def prop(name, value):
    return PropertyValue(Name=name, Value=value)


def connect(pipe):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(600):
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.1)
    raise SystemExit("LibreOffice does not answer")


def edit(sheet, what, where, value):
    if what == "remove":
        return sheet.Rows.removeByIndex(where - 1, 1)
    if what == "add":
        return sheet.Rows.insertByIndex(where - 1, 1)
    if what == "hide":
        sheet.Rows.getByIndex(where - 1).IsVisible = False
        return
    if what == "insert-column":
        return sheet.Columns.insertByIndex(where - 1, 1)
    if what == "sort":
        field = TableSortField(Field=value, IsAscending=False)
        fields = uno.Any("[]com.sun.star.table.TableSortField", (field,))
        return sheet.getCellRangeByName(where).sort((prop("SortFields", fields), prop("ContainsHeader", False)))
    cell = sheet.getCellRangeByName(where)
    if what == "text":
        cell.String = value
    elif what in ("number", "date"):
        cell.Value = value
    elif what == "bool":
        cell.Formula = "=TRUE()" if value else "=FALSE()"
    elif what == "formula":
        cell.Formula = value
    elif what == "clear":
        cell.clearContents(1 | 2 | 4 | 16)
    else:
        raise SystemExit("no edit called " + what)


with tempfile.TemporaryDirectory() as profile:
    pipe = "workbook" + os.path.basename(profile)
    office = subprocess.Popen(["soffice", "-env:UserInstallation=" + uno.systemPathToFileUrl(profile), "--headless",
                               "--norestore", "--nologo", f"--accept=pipe,name={pipe};urp;"])
    try:
        context = connect(pipe)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        for job in json.load(open(sys.argv[1])):
            book = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["from"]), "_blank", 0, (prop("Hidden", True),))
            for name in book.Sheets.ElementNames:
                sheet = book.Sheets.getByName(name)
                protected = sheet.isProtected()
                sheet.unprotect("")
                for of, what, where, value in job["edits"] or []:
                    if of == name:
                        edit(sheet, what, where, value)
                if protected:
                    sheet.protect("")
            book.storeToURL(uno.systemPathToFileUrl(job["to"]), (prop("FilterName", job["format"]),))
            book.close(True)
        desktop.terminate()
    finally:
        try:
            office.wait(20)
        except subprocess.TimeoutExpired:
            office.kill()
