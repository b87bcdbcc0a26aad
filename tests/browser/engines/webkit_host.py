#!/usr/bin/python3
# A window with WebKit in it that its WebDriver can drive, with a profile that outlives it and a size of our choice:
# IMPACTWEB_PROFILE=folder IMPACTWEB_SIZE=WIDTHxHEIGHT
import os

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # noqa: E402

profile = os.environ["IMPACTWEB_PROFILE"]
width, height = map(int, os.environ.get("IMPACTWEB_SIZE", "1440x900").split("x"))
store = WebKit2.WebsiteDataManager(base_data_directory=profile + "/data", base_cache_directory=profile + "/cache")
context = WebKit2.WebContext.new_with_website_data_manager(store)
settings = WebKit2.Settings(
    enable_webgl=True, enable_developer_extras=True, enable_write_console_messages_to_stdout=True
)


def new_view(_session):
    view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
    window = Gtk.Window(type=Gtk.WindowType.TOPLEVEL)
    window.set_default_size(width, height)
    window.add(view)
    window.show_all()
    window.connect("destroy", lambda _: Gtk.main_quit())
    view.connect("permission-request", lambda _, request: (request.allow(), True)[1])
    view.grab_focus()
    return view


def started(_context, session):
    info = WebKit2.ApplicationInfo()
    info.set_name("Impactweb tests")
    info.set_version(1, 0, 0)
    session.set_application_info(info)
    session.connect("create-web-view", new_view)


context.connect("automation-started", started)
context.set_automation_allowed(True)
Gtk.main()
