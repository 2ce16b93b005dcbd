"""Google Tasks on loopback, as its discovery document has it."""

import re

from loopback_answers import NO_CONTENT, NOT_FOUND, STALE, listed, older_error, patched

SCOPE = "https://www.googleapis.com/auth/tasks"


class Tasks:
    """Task lists by their ids, each with its tasks; `refused` are texts that no task may hold."""

    def __init__(self):
        self.lists = {}
        self.tasks = {}  # id of the list: {id of the task: task}
        self.refused = []
        self.most = 100  # on a page
        self._count = 0
        self.add_list("My Tasks")

    def add_list(self, title):
        """Add a list as the user does; returns its id."""
        key = self._next("list")
        self.lists[key] = {"kind": "tasks#taskList", "id": key, "etag": self._etag(), "title": title}
        self.tasks[key] = {}
        return key

    def list_of(self, title):
        """Return the tasks, by their ids, of the list with that title that there is: deleted ones too."""
        (found,) = [key for key, one in self.lists.items() if one["title"] == title]
        return self.tasks[found]

    def add(self, title, **fields):
        """Add a task of the user's to a list; returns it."""
        return self._make(self.list_of(title), {"title": "Buy milk", "notes": "", "status": "needsAction", **fields})

    def of(self, item, title="tieweave"):
        """Return the task of a follow-up's id in a list."""
        (found,) = [
            one
            for one in self.list_of(title).values()
            if f"tieweave:{item}/" in one.get("notes", "") and not one.get("deleted")
        ]
        return found

    def edit(self, task, **fields):
        """Change a task as the user does in the app: what is ticked off there is hidden from then on."""
        task.update(fields, etag=self._etag())
        if fields.get("status") == "completed":
            task.update(completed="2026-11-02T08:00:00.000Z", hidden=True)

    def answer(self, asked):
        if asked.path == "/tasks/v1/users/@me/lists":
            if asked.method == "POST":
                return 200, self.lists[self.add_list(asked.body["title"])]
            return listed(asked, "tasks#taskLists", list(self.lists.values()), 1000, 1000)
        part = re.fullmatch(r"/tasks/v1/lists/([^/]+)/tasks(?:/([^/]+))?", asked.path)
        if not part or part[1] not in self.tasks:
            return NOT_FOUND
        tasks = self.tasks[part[1]]
        if part[2] is None:
            return self._insert(tasks, asked) if asked.method == "POST" else self._list(tasks, asked)
        task = tasks.get(part[2])
        if task is None or (task.get("deleted") and asked.method != "GET"):
            return NOT_FOUND
        if asked.method == "GET":
            return 200, task
        if asked.match not in (None, task["etag"]):
            return STALE
        if asked.method == "DELETE":
            task.update(deleted=True, etag=self._etag())
            return NO_CONTENT
        if asked.method == "PATCH":
            return self._refusal(asked.body) or (200, self._patch(tasks, task, asked.body))
        return older_error(405, "Method not allowed", "httpMethodNotAllowed")

    def _list(self, tasks, asked):
        shown = [
            task
            for task in tasks.values()
            if (asked.query.get("showCompleted") != "false" or task["status"] != "completed")
            and (asked.is_on("showHidden") or not task.get("hidden"))
            and (asked.is_on("showDeleted") or not task.get("deleted"))
        ]
        return listed(asked, "tasks#tasks", shown, 20, self.most)

    def _insert(self, tasks, asked):
        return self._refusal(asked.body) or (200, self._make(tasks, asked.body))

    def _make(self, tasks, body):
        key = self._next("task")
        tasks[key] = {"kind": "tasks#task", "id": key, "position": f"{self._count:020}"}
        return self._patch(tasks, tasks[key], body)

    def _patch(self, tasks, task, body):
        after = patched(task, body)
        for field in ("title", "notes"):
            if field in after:
                after[field] = after[field].rstrip()
        if "due" in after:
            after["due"] = f"{after['due'][:10]}T00:00:00.000Z"
        if after["status"] == "completed":
            after.setdefault("completed", "2026-11-01T12:00:00.000Z")
        after["etag"] = self._etag()
        tasks[task["id"]] = after
        return after

    def _refusal(self, body):
        texts = body.get("title", ""), body.get("notes", "")
        units = [len(text.encode("utf-16-le")) // 2 for text in texts]
        if units[0] > 1024 or units[1] > 8192 or any(one in text for text in texts for one in self.refused):
            return older_error(400, "Invalid task resource", "invalid")
        return None

    def _next(self, kind):
        self._count += 1
        return f"{kind}Zz{self._count}"

    def _etag(self):
        self._count += 1
        return f'"LTEy{self._count}"'
