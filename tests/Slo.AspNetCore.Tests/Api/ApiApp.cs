using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Slo.Testing;
using Xunit;

namespace Slo.AspNetCore.Tests.Api;

/// <summary>An app whose API below /slo/api may be read by all, and whose admin API lets "X-User: operator" in; and requests to it.</summary>
internal static class ApiApp
{
    private static readonly JsonSerializerOptions Indented =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <param name="slo">The objectives.</param>
    /// <param name="convention">What the admin API is given: "authorized", "anonymous" or nothing.</param>
    /// <param name="isUser">Whether requests are those of the operator.</param>
    internal static async Task<KestrelApp> StartAsync(Action<SloOptions> slo, string convention = "authorized", bool isUser = true)
    {
        KestrelApp app = await KestrelApp.StartAsync(
            slo,
            web =>
            {
                web.MapSloApi().AllowAnonymous();
                IEndpointConventionBuilder admin = web.MapSloAdminApi();
                _ = convention switch
                {
                    "anonymous" => admin.AllowAnonymous(),
                    "authorized" => admin.RequireAuthorization(),
                    _ => admin,
                };
            },
            builder =>
            {
                builder.Services.AddAuthentication(ClosedScheme.Name).AddScheme<AuthenticationSchemeOptions, ClosedScheme>(ClosedScheme.Name, null);
                builder.Services.AddAuthorization();
            });
        if (isUser)
        {
            app.Client.DefaultRequestHeaders.Add("X-User", "operator");
        }

        return app;
    }

    /// <summary>The JSON at a path below /slo/api/v1/.</summary>
    internal static async Task<JsonNode> ReadAsync(this KestrelApp app, string path) =>
        JsonNode.Parse(await app.Client.GetStringAsync("/slo/api/v1/" + path, Cancel))!;

    /// <summary>Posts to a path below /slo/api/v1/. An answer without a body is an empty object.</summary>
    internal static async Task<(HttpStatusCode Status, JsonNode Answer)> PostAsync(
        this KestrelApp app, string path, string body, string type = "application/json")
    {
        using StringContent content = new(body, Encoding.UTF8, type);
        using HttpResponseMessage response = await app.Client.PostAsync("/slo/api/v1/" + path, content, Cancel);
        var answer = await response.Content.ReadAsStringAsync(Cancel);
        return (response.StatusCode, answer.Length == 0 ? new JsonObject() : JsonNode.Parse(answer)!);
    }

    /// <summary>The JSON at a path below /slo/api/v1/ is that of an approved file in this folder.</summary>
    internal static async Task ApproveAsync(this KestrelApp app, string path, string file) => Approve(await app.ReadAsync(path), file);

    internal static void Approve(JsonNode answer, string file)
    {
        var difference = Approval.Difference(answer.ToJsonString(Indented) + "\n", "tests", "Slo.AspNetCore.Tests", "Api", file);

        Assert.True(difference is null, difference);
    }
}
