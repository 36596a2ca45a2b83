using Microsoft.AspNetCore.Mvc;

namespace Slo.AspNetCore.Tests.Traffic;

public sealed class HomeController : Controller
{
    public ContentResult Index() => Content("home");

    public ContentResult Privacy() => Content("privacy");

    public StatusCodeResult Fails() => StatusCode(500);
}
