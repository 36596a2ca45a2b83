using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Abstractions;
using Microsoft.AspNetCore.Mvc.ApiExplorer;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Slo.AspNetCore.Tests.OpenApi;

/// <summary>Describes the endpoints to OpenAPI. They hide from the document of the app that they are mapped in.</summary>
internal sealed class ApiDescriptions : IApiDescriptionProvider
{
    public int Order => 0;

    public void OnProvidersExecuting(ApiDescriptionProviderContext context)
    {
        foreach (ApiTable.Row row in ApiTable.Rows)
        {
            ApiDescription description = new()
            {
                HttpMethod = "GET",
                RelativePath = row.Address,
                ActionDescriptor = new ActionDescriptor { EndpointMetadata = [], RouteValues = new Dictionary<string, string?> { ["controller"] = "Slo" }, DisplayName = row.Address },
            };
            foreach (var name in (string[])["name", "id"])
            {
                if (row.Address.Contains($"{{{name}}}", StringComparison.Ordinal))
                {
                    description.ParameterDescriptions.Add(Parameter(name, BindingSource.Path));
                }
            }

            foreach (var query in row.Query)
            {
                description.ParameterDescriptions.Add(Parameter(query, BindingSource.Query));
            }

            // On every address, so that the table does not say it.
            if (row.Address != "v1/fleet")
            {
                description.ParameterDescriptions.Add(Parameter("scope", BindingSource.Query));
            }

            Answer(description, 200, row.Answer, MediaTypeOf(row.Address));
            Answer(description, 400, typeof(ProblemDetails), "application/problem+json");
            Answer(description, 403, typeof(ProblemDetails), "application/problem+json");
            if (row.Address.Contains('{', StringComparison.Ordinal))
            {
                Answer(description, 404, typeof(ProblemDetails), "application/problem+json");
            }

            context.Results.Add(description);
        }
    }

    public void OnProvidersExecuted(ApiDescriptionProviderContext context)
    {
    }

    private static string MediaTypeOf(string address) => address switch
    {
        "v1/stream" => "text/event-stream",
        "v1/report" => "text/html",
        _ => "application/json",
    };

    private static ApiParameterDescription Parameter(string name, BindingSource source) => new()
    {
        Name = name,
        Source = source,
        Type = name is "limit" or "top" ? typeof(int) : typeof(string),
        ModelMetadata = new EmptyModelMetadataProvider().GetMetadataForType(name is "limit" or "top" ? typeof(int) : typeof(string)),
        IsRequired = source == BindingSource.Path,
        ParameterDescriptor = new ParameterDescriptor { Name = name, ParameterType = typeof(string) },
    };

    private static void Answer(ApiDescription description, int status, Type? type, string mediaType) => description.SupportedResponseTypes.Add(new()
    {
        StatusCode = status,
        Type = type ?? typeof(string),
        ApiResponseFormats = [new() { MediaType = mediaType }],
    });
}
