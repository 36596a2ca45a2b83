using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Slo.AspNetCore.Tests.Pages;

[Slo("model")]
[IgnoreAntiforgeryToken]
public sealed class BasketModel : PageModel
{
    [FromRoute]
    public int Id { get; set; }

    public IActionResult OnGet() => Id > 0 ? Page() : throw new InvalidOperationException("basket 0");

    public IActionResult OnPost() => StatusCode(Id > 0 ? 303 : 503);
}
