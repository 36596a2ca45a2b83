using Slo;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Declares gates.</summary>
public static class SloGateBuilderExtensions
{
    /// <summary>
    /// Declares the gate of an objective: its options are checked at start, and <see cref="ISloGate"/> uses them where a caller passes
    /// none. A later call for the same objective replaces the options.
    /// </summary>
    /// <param name="builder">The result of <c>AddSlo</c>.</param>
    /// <param name="objective">The name of an objective of this set, compared without case.</param>
    /// <param name="options">When the gate is closed; default <see cref="SloGateOptions.Default"/>.</param>
    /// <exception cref="Options.OptionsValidationException">At start: the objective is not declared, or an option is out of its
    /// range.</exception>
    public static ISloBuilder AddGate(this ISloBuilder builder, string objective, SloGateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(objective);
        builder.Services.Configure<SloOptions>(builder.Name, slo => slo.AddGate(objective, options));
        return builder;
    }
}
