"""What browsers send about checkpoints."""

from wtforms import HiddenField, StringField

from webapp.web.forms import Form


class AddressForm(Form):
    """Where the checkpoints of the trail go; empty for nowhere."""

    email = StringField("Địa chỉ thư điện tử nhận mốc")
    #: The address the page showed.
    based_on = HiddenField()
