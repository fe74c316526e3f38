"""Login form of staff."""

from allauth.account import forms


class LoginForm(forms.LoginForm):
    """The usual names in the page, so that browsers fill it in."""

    def add_prefix(self, field_name: str) -> str:
        return super().add_prefix("username" if field_name == "login" else field_name)
