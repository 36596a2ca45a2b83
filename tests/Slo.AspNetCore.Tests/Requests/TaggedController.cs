using Microsoft.AspNetCore.Mvc;

namespace Slo.AspNetCore.Tests.Requests;

[ApiController]
[Route("mvc")]
[Slo("controller")]
public sealed class TaggedController : ControllerBase
{
    [HttpGet("plain")]
    public ContentResult Plain() => Content("ok");

    [HttpGet("both/{id:int}")]
    [Slo("action", "other")]
    public ActionResult<int> Both(int id) => id > 0 ? id : StatusCode(500);

    [HttpGet("excluded")]
    [ExcludeFromSlo]
    public ContentResult Excluded() => Content("ok");

    [HttpGet("boom")]
    public string Boom() => throw new InvalidOperationException(Request.Path);
}
