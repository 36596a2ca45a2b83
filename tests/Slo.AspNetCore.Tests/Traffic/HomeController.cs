using Microsoft.AspNetCore.Mvc;

namespace Slo.AspNetCore.Tests.Traffic;

public sealed class HomeController : Controller
{
    public string Index() => "home";

    public string Privacy() => "privacy";

    public IActionResult Fails() => StatusCode(500);
}
