using Microsoft.AspNetCore.Mvc;

namespace Slo.AspNetCore.Tests.Traffic;

[Area("Admin")]
public sealed class OrdersController : Controller
{
    public ContentResult Index() => Content("orders");
}
