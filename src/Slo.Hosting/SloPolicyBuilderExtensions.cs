using Slo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Declares error-budget policies (docs/policies.md).</summary>
public static class SloPolicyBuilderExtensions
{
    /// <summary>Declares a policy. Configuration can override its keys: <c>Slo:Policies:&lt;name&gt;</c>.</summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="policy">The policy; all errors of all policies are reported at start.</param>
    /// <exception cref="Options.OptionsValidationException">At start: a value is out of range, an objective is not declared, or another
    /// policy has the same name.</exception>
    public static ISloBuilder AddPolicy(this ISloBuilder builder, SloPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(policy);
        builder.Services.Configure<SloOptions>(builder.Name, options => options.AddPolicy(policy));
        return builder;
    }
}
