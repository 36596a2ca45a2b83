using System.Diagnostics.CodeAnalysis;
using Slo;
using Slo.Hosting.Reactions.Actions;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds reactions to a set (docs/reactions.md).</summary>
public static class SloReactionBuilderExtensions
{
    /// <summary>Declares what happens when alerts fire. Configuration can change it, by key: <c>Slo:Reactions:&lt;name&gt;</c>.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The name, unique whatever the case.</param>
    /// <param name="configure">Which alerts, which conditions, which steps; every error is reported at start.</param>
    public static ISloBuilder AddReaction(this ISloBuilder builder, string name, Action<SloReaction> configure)
    {
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddReaction(name, (reaction, _) => configure(reaction));
    }

    /// <summary>The same, with the services of the host, for actions that need them.</summary>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="name">The name, unique whatever the case.</param>
    /// <param name="configure">Which alerts, which conditions, which steps; every error is reported at start.</param>
    public static ISloBuilder AddReaction(this ISloBuilder builder, string name, Action<SloReaction, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<SloOptions>(builder.Name).Configure<IServiceProvider>(
            (options, provider) => options.Reactions.Add(name, reaction => configure(reaction, provider)));
        return builder;
    }

    /// <summary>Lets configuration name an action of your own: <c>Slo:Reactions:&lt;name&gt;:Steps:0:Action</c>. Its keys are those that it
    /// lists in <see cref="SloReactionAction.DescribeSettings"/>.</summary>
    /// <typeparam name="TAction">The action; its constructor may ask for services of the host.</typeparam>
    /// <param name="builder">What <c>AddSlo</c> returned.</param>
    /// <param name="type">The name of the type, whatever the case.</param>
    /// <exception cref="ArgumentException">The name is taken by another type.</exception>
    public static ISloBuilder AddReactionActionType<
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TAction>(this ISloBuilder builder, string type)
        where TAction : SloReactionAction
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(type);
        IEnumerable<ReactionActionType> known = ReactionActionType.BuiltInTypes.Concat(
            builder.Services.Where(service => !service.IsKeyedService)
                .Select(service => service.ImplementationInstance).OfType<ReactionActionType>());
        if (known.FirstOrDefault(other => other.Name.Equals(type, StringComparison.OrdinalIgnoreCase)) is not { } taken)
        {
            builder.Services.AddSingleton(
                new ReactionActionType(type, typeof(TAction), provider => ActivatorUtilities.CreateInstance<TAction>(provider!)));
        }
        else if (taken.Action != typeof(TAction))
        {
            throw new ArgumentException($"The type '{type}' is taken by {taken.Action}; choose another name.", nameof(type));
        }

        return builder;
    }
}
